using System.Text;

namespace Pipeline.Documents.Readers.Word;

/// <summary>
/// Complex fields (ECMA-376 part 1, 17.16.18): an instruction, then its result, between marks that stand anywhere in the text. Results are
/// kept; those of tables of contents are not.
/// </summary>
internal sealed class Fields
{
    private const int Deepest = 32;

    private sealed class Field
    {
        public StringBuilder Instruction { get; } = new();
        public bool InResult { get; set; }
        public bool ShowsResult { get; set; }
        public bool IsContents { get; set; }
        public LinkSpan? Link { get; set; }
        public bool? Checked { get; set; }
    }

    private readonly Stack<Field> open = new();
    private int ignored;

    /// <summary>Inside an instruction, whose characters are no text.</summary>
    public bool InInstruction => open.TryPeek(out var last) && !last.InResult;

    public bool InContents => open.Any(f => f.IsContents);

    public LinkSpan? Link => open.Select(f => f.Link).FirstOrDefault(l => l is not null);

    public void Begin()
    {
        if (open.Count == Deepest)
            ignored++;
        else
            open.Push(new Field());
    }

    public void Instruct(string text)
    {
        if (open.TryPeek(out var field) && !field.InResult && field.Instruction.Length < 10_000)
            field.Instruction.Append(text);
    }

    /// <summary>A check box of a form.</summary>
    public void Check(bool on)
    {
        if (open.TryPeek(out var field))
            field.Checked = on;
    }

    public void Separate()
    {
        if (ignored > 0 || !open.TryPeek(out var field))
            return;
        field.InResult = true;
        var words = Words(field.Instruction.ToString());
        field.IsContents = IsContents(words);
        field.Link = LinkOf(words);
    }

    /// <summary>Something is written, which is the result of the fields that it stands in.</summary>
    public void Show()
    {
        foreach (var field in open)
            field.ShowsResult = true;
    }

    /// <returns>What a field shows whose result is missing or empty.</returns>
    public string End()
    {
        if (ignored > 0)
        {
            ignored--;
            return "";
        }
        if (!open.TryPop(out var field))
            return "";
        return field.ShowsResult ? "" : WithoutResult(Words(field.Instruction.ToString()), field.Checked);
    }

    /// <summary>An instruction that has not ended with its paragraph never will: its field is damaged.</summary>
    public void EndParagraph()
    {
        while (InInstruction)
            open.Pop();
    }

    public static bool IsContents(List<string> words) => words.Count > 0 && words[0].ToUpperInvariant() is "TOC" or "TOA";

    /// <summary>Where <c>HYPERLINK "address" \l "bookmark"</c> or <c>REF bookmark \h</c> leads; null for other fields.</summary>
    public static LinkSpan? LinkOf(List<string> words)
    {
        if (words.Count < 2)
            return null;
        var name = words[0].ToUpperInvariant();
        if (name is "REF" or "PAGEREF")
            return name == "REF" && words.Contains("\\h") ? new LinkSpan("#" + words[1], null) : null;
        if (name != "HYPERLINK")
            return null;
        string? address = null, bookmark = null, title = null;
        for (var i = 1; i < words.Count; i++)
        {
            switch (words[i].ToLowerInvariant())
            {
                case "\\l": bookmark = words.ElementAtOrDefault(++i); break;
                case "\\o": title = words.ElementAtOrDefault(++i); break;
                case "\\t": i++; break;
                case "\\n" or "\\m" or "\\h": break;
                default: address ??= words[i]; break;
            }
        }
        var target = address is { Length: > 0 } ? address + (bookmark is { Length: > 0 } ? "#" + bookmark : "") : bookmark is { Length: > 0 } ? "#" + bookmark : null;
        return target is null ? null : new LinkSpan(target, title);
    }

    private static string WithoutResult(List<string> words, bool? isChecked) => words switch
    {
        ["FORMCHECKBOX", ..] => isChecked == true ? "☒" : "☐",
        ["SYMBOL", var code, ..] when WordUnits.Number(code) is > 31 and < 0xFFFF and var number =>
            SymbolFonts.Mapped((char)number, words.SkipWhile(w => w != "\\f").ElementAtOrDefault(1)).ToString(),
        _ => "",
    };

    /// <summary>The words of an instruction; those in quotation marks are one.</summary>
    public static List<string> Words(string instruction)
    {
        var words = new List<string>();
        for (var i = 0; i < instruction.Length;)
        {
            if (char.IsWhiteSpace(instruction[i]))
            {
                i++;
                continue;
            }
            var quoted = instruction[i] is '"' or '“' or '”';
            var start = quoted ? ++i : i;
            while (i < instruction.Length && (quoted ? instruction[i] is not ('"' or '“' or '”') : !char.IsWhiteSpace(instruction[i])))
                i++;
            words.Add(instruction[start..i]);
            i++;
        }
        return words;
    }
}

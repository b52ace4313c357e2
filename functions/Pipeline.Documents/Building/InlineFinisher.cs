using Pipeline.Documents.Languages;
using Pipeline.Documents.Readers;
using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Building;

/// <summary>Finishes lines of text: neighbours merged, nothing empty, no blanks at the ends, references that lead somewhere, foreign passages marked.</summary>
internal sealed class InlineFinisher(Document document, Survey survey, Outline outline, Findings findings)
{
    private const int MaximumDepth = 32;

    private readonly HashSet<string> notes = [.. document.Notes.Select(n => n.Id)];
    private Script script;
    private string language = "und";

    /// <param name="script">The line's main script; runs of another are passages.</param>
    /// <param name="language">The line's language.</param>
    /// <returns>The same list where nothing had to change.</returns>
    public IReadOnlyList<Inline> Finish(IReadOnlyList<Inline> line, Script script, string language)
    {
        if (line is [Text { Value: var value }] && value.Length > 0 && value[0] != ' ' && value[^1] != ' '
            && value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !value.Contains("  ", StringComparison.Ordinal)
            && script is Script.Latin or Script.Common)
            return line;
        (this.script, this.language) = (script, language);
        var finished = Children(line, 0, inLink: false);
        TrimStart(finished);
        TrimEnd(finished);
        return finished;
    }

    private List<Inline> Children(IReadOnlyList<Inline> source, int depth, bool inLink)
    {
        var result = new List<Inline>(source.Count);
        foreach (var inline in source)
            Add(result, inline, depth, inLink);
        return result;
    }

    private void Add(List<Inline> result, Inline inline, int depth, bool inLink)
    {
        switch (inline)
        {
            case Text t: AddText(result, CleanText.Line(t.Value)); break;
            case Code c:
                if (CleanText.Line(c.Value) is { Length: > 0 } code)
                    result.Add(new Code(code));
                break;
            case Abbreviation a:
                if (CleanText.Line(a.Value) is { Length: > 0 } value)
                    result.Add(new Abbreviation(value, CleanText.Line(a.Expansion)));
                break;
            case LineBreak: result.Add(inline); break;
            case NoteReference n:
                if (notes.Contains(n.NoteId))
                    result.Add(n);
                break;
            case Image i:
                if (document.Images.ContainsKey(i.Source))
                    result.Add(i with { Alt = CleanText.Line(i.Alt) });
                else
                    AddText(result, CleanText.Line(i.Alt));
                break;
            case Styled s: Wrap(result, s.Children, depth, inLink, children => new Styled(s.Style, children)); break;
            case Passage { Language: null, Direction: null } p: Splice(result, p.Children, depth, inLink); break;
            case Passage p:
                // What is marked already is not looked at again.
                var around = script;
                script = p.Language is null ? script : Script.Common;
                Wrap(result, p.Children, depth, inLink, children => new Passage(p.Language, p.Direction, children));
                script = around;
                break;
            case Link l: AddLink(result, l, depth, inLink); break;
            default: throw new ArgumentException($"An inline of type {inline.GetType().Name} is not known here.", nameof(inline));
        }
    }

    private void AddLink(List<Inline> result, Link link, int depth, bool inLink)
    {
        // A link cannot stand in a link (HTML 4.5.1).
        if (inLink)
        {
            Splice(result, link.Children, depth, inLink);
            return;
        }
        var target = link.Target;
        if (target.StartsWith('#'))
        {
            if (outline.Find(target[1..]) is not { } anchor)
            {
                findings.Gather("link-nowhere", Severity.Warning, target, null, (_, names) =>
                    $"Links lead to places that this document does not have; they are plain text now: {names}. Link to one of its headings instead.");
                Splice(result, link.Children, depth + 1, inLink);
                return;
            }
            target = "#" + anchor;
        }
        Wrap(result, link.Children, depth, inLink: true, children => link with { Target = target, Children = children });
    }

    private void Wrap(List<Inline> result, IReadOnlyList<Inline> source, int depth, bool inLink, Func<List<Inline>, Inline> make)
    {
        if (depth >= MaximumDepth)
            Splice(result, source, depth, inLink);
        else if (Children(source, depth + 1, inLink) is { Count: > 0 } children)
            result.Add(make(children));
    }

    /// <summary>Adds what stands in <paramref name="source"/> without what it stands in. Deeper than the limit nothing is kept but the leaves, on a stack of its own.</summary>
    private void Splice(List<Inline> result, IReadOnlyList<Inline> source, int depth, bool inLink)
    {
        var open = new Stack<(IReadOnlyList<Inline> List, int Next)>([(source, 0)]);
        while (open.TryPop(out var place))
        {
            if (place.Next == place.List.Count)
                continue;
            open.Push((place.List, place.Next + 1));
            var inline = place.List[place.Next];
            var children = inline switch
            {
                Link l when inLink || depth >= MaximumDepth => l.Children,
                Styled s when depth >= MaximumDepth => s.Children,
                Passage p when depth >= MaximumDepth || p is { Language: null, Direction: null } => p.Children,
                _ => null,
            };
            if (children is null)
                Add(result, inline, depth, inLink);
            else
                open.Push((children, 0));
        }
    }

    private void AddText(List<Inline> result, string value)
    {
        if (value.Length == 0)
            return;
        var after = 0;
        if (script is not Script.Common && value.AsSpan().ContainsAnyExceptInRange('\0', '\u036F'))
        {
            foreach (var run in ScriptRuns.Foreign(value, script))
            {
                var (told, sure) = LanguageDetector.Language(run.Script, value.AsSpan(run.Start, run.Length));
                if ((sure ? told : survey.LanguageOfScript.GetValueOrDefault(run.Script, told!)) is not { } found
                    || LanguageTags.Primary(found) == LanguageTags.Primary(language))
                    continue;
                Merge(result, value[after..run.Start]);
                TextDirection? direction = LanguageDetector.IsRightToLeft(run.Script) == LanguageDetector.IsRightToLeft(script) ? null
                    : LanguageDetector.IsRightToLeft(run.Script) ? TextDirection.RightToLeft : TextDirection.LeftToRight;
                result.Add(new Passage(found, direction, [new Text(value.Substring(run.Start, run.Length))]));
                after = run.Start + run.Length;
            }
        }
        Merge(result, after == 0 ? value : value[after..]);
    }

    private static void Merge(List<Inline> result, string value)
    {
        if (value.Length == 0)
            return;
        if (result.Count > 0 && result[^1] is Text last)
            result[^1] = new Text(CleanText.Line(last.Value + value));
        else
            result.Add(new Text(value));
    }

    private static void TrimStart(List<Inline> line)
    {
        while (line.Count > 0)
        {
            if (line[0] is Text { Value: var value } && value.Length > 0 && value[0] == ' ')
            {
                line[0] = new Text(value[1..]);
                if (value.Length > 1)
                    return;
            }
            if (line[0] is not (LineBreak or Text { Value: "" }))
                return;
            line.RemoveAt(0);
        }
    }

    private static void TrimEnd(List<Inline> line)
    {
        while (line.Count > 0)
        {
            if (line[^1] is Text { Value: var value } && value.Length > 0 && value[^1] == ' ')
            {
                line[^1] = new Text(value[..^1]);
                if (value.Length > 1)
                    return;
            }
            if (line[^1] is not (LineBreak or Text { Value: "" }))
                return;
            line.RemoveAt(line.Count - 1);
        }
    }
}

using System.Globalization;
using System.Text;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Writes characters, breaks and calls of notes into paragraphs, and paragraphs into the text, a note or a box.</summary>
internal sealed class RtfText(BodyFile file, RtfFonts fonts, RtfStyles styles, RtfLists lists)
{
    private readonly Dictionary<LinkSpan, LinkSpan?> allowed = [];
    private readonly StringBuilder firstChange = new();
    private int notes;
    private bool inChange, inHidden, continued;

    /// <summary>The file's own, which is not marked.</summary>
    public string? Language { get; set; }

    public RtfFlow Flow { get; private set; } = new(file);

    public Fields Fields { get; private set; } = new();

    /// <summary>Begins a story of its own; what it interrupts goes on at its end.</summary>
    public (RtfFlow Flow, Fields Fields) Begin()
    {
        var outer = (Flow, Fields);
        (Flow, Fields) = (new RtfFlow(file), new Fields());
        return outer;
    }

    public List<BodyItem> End((RtfFlow Flow, Fields Fields) outer, in RtfState state)
    {
        EndParagraph(state);
        var items = Flow.End();
        (Flow, Fields) = outer;
        return items;
    }

    public void Write(string text, in RtfState state)
    {
        if (text.Length == 0 || !IsShown(text, state))
            return;
        Fields.Show();
        file.Count(text.Length);
        text = Mapped(text, state.Font);
        if (inChange && file.Revisions.Count == 1)
        {
            firstChange.Append(text);
            file.Revisions.NameFirst(firstChange.ToString());
        }
        Flow.Line.Count(text, (state.Marks & Marks.Strong) != 0, state.Size);
        Flow.Line.Write(text, state.Marks & ~Marks.Hidden, Link(), LanguageOf(text, state), null);
    }

    public void Write(Inline inline, in RtfState state)
    {
        if (!IsShown("", state))
            return;
        Fields.Show();
        Flow.Line.Write(inline, state.Marks & ~Marks.Hidden, Link());
    }

    public void Break(in RtfState state) => Write(new LineBreak(), state);

    /// <returns>The id of the note that is called; null where the place is not shown.</returns>
    public string? Call(in RtfState state)
    {
        if (Fields.InInstruction || Fields.InContents || state.Place != RtfPlace.Text)
            return null;
        var id = string.Create(CultureInfo.InvariantCulture, $"note-{++notes}");
        Flow.Line.Write(new NoteReference(id), Marks.None, null);
        return id;
    }

    public void EndCell(in RtfState state, int level)
    {
        EndParagraph(state, level);
        Flow.EndCell(level);
    }

    /// <summary>A page ends within the paragraph: what follows is one of its own, without a number.</summary>
    public void Split(in RtfState state)
    {
        if (!Flow.Line.HasWords)
            return;
        EndParagraph(state);
        continued = true;
    }

    public void EndParagraph(in RtfState state) => EndParagraph(state, Flow.LevelOf(state.Nesting > 0 ? state.Nesting : state.InTable ? 1 : 0));

    private void EndParagraph(in RtfState state, int level)
    {
        file.CancellationToken.ThrowIfCancellationRequested();
        var line = Flow.Line;
        Flow.Line = new Line();
        if (!line.IsEmpty || file.NewBookmarks.Count > 0)
        {
            Flow.Add(Made(line, state) with { Bookmarks = [.. file.NewBookmarks] }, level);
            file.NewBookmarks.Clear();
        }
        else if (level == 0)
        {
            // An empty line ends a table.
            Flow.Add(new BodyParagraph { Content = [] }, 0);
        }
        (Flow.Label, continued) = ("", false);
        foreach (var item in Flow.Aside)
            Flow.Add(item, level);
        Flow.Aside.Clear();
    }

    private BodyParagraph Made(Line line, in RtfState state)
    {
        var (role, roleLevel) = styles.RoleOf(state.Style);
        var label = continued || line.IsEmpty ? null : Label(state);
        var byLevel = state.OutlineLevel is >= 0 and < 9 && role == StyleRole.Body && line.Letters <= Headings.LongestByLevel;
        if (byLevel)
            (role, roleLevel) = (StyleRole.Heading, state.OutlineLevel!.Value + 1);
        var mayBeItem = byLevel && label is not null;
        return new BodyParagraph
        {
            Format = new ParagraphFormat { Alignment = state.Alignment, Indent = state.Indent, RightToLeft = state.RightToLeft },
            Content = line.ToInlines(role is StyleRole.Heading or StyleRole.Title && !mayBeItem ? Marks.Strong | Marks.Underline | Marks.SmallCaps : Marks.None, (inlines, link) => file.InnerLinks.Add((inlines, link))),
            Label = label,
            Role = role,
            Level = roleLevel,
            MayBeItem = mayBeItem,
            Letters = line.Letters,
            Bold = line.HasWords && line.BoldLetters == line.Letters,
            Size = line.LettersBySize.Count == 0 ? 0 : line.LettersBySize.MaxBy(s => (s.Value, s.Key)).Key,
            Centered = state.Alignment == "center",
        };
    }

    /// <summary>The label by the table of lists, or else as the paragraph states it.</summary>
    private NumberLabel? Label(in RtfState state)
    {
        if (state.OldNumbering is { } old && !lists.Has(state.List))
            return lists.Next(old, Flow.Label, state.Indent);
        lists.End();
        return state.List > 0 || Flow.Label.Length > 0 ? lists.Next(state.List, state.ListLevel, Flow.Label, state.Indent) : null;
    }

    /// <summary>Characters of fonts of signs as the signs that are seen.</summary>
    public string Mapped(string text, int font)
    {
        var name = fonts.NameOf(font);
        if (!SymbolFonts.IsSymbolFont(name) && !text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF'))
            return text;
        return string.Concat(text.Select(c =>
        {
            var sign = SymbolFonts.Mapped(c, name);
            if (sign == SymbolFonts.Unknown && c != SymbolFonts.Unknown)
                file.Findings.Gather("symbol-unknown", Severity.Warning, name ?? "", null, (count, names) =>
                    $"{(count == 1 ? "A sign" : $"{count} signs")} of fonts that only some computers have could not be carried over; “\uFFFD” stands there now. The fonts: {names}. Write the sign with Insert > Symbol from the normal text font.");
            return sign;
        }));
    }

    /// <summary>Whether what is written here is part of the published text: no instruction, table of contents, hidden text or refused change.</summary>
    private bool IsShown(string text, in RtfState state)
    {
        if (Fields.InInstruction || Fields.InContents)
            return false;
        if ((state.Marks & Marks.Hidden) != 0)
        {
            if (!string.IsNullOrWhiteSpace(text) && !inHidden)
            {
                inHidden = true;
                if (file.Hidden++ == 0)
                    file.FirstHidden = text.Trim();
            }
            return false;
        }
        inHidden = false;
        if (!state.Inserted && !state.Deleted)
        {
            inChange = false;
            return true;
        }
        if (!inChange && file.Revisions.Add())
            file.Revisions.NameFirst(text);
        inChange = true;
        return state.Deleted ? file.Revisions.KeepsDeletions : file.Revisions.KeepsInsertions;
    }

    private string? LanguageOf(string text, in RtfState state)
    {
        var stated = state.EastAsiaLanguage is not null && text.Any(c => c is >= '\u2E80' and < '\uD800') ? state.EastAsiaLanguage : state.Language;
        return Language is null || stated == Language ? null : stated;
    }

    private LinkSpan? Link()
    {
        if (Fields.Link is not { } span)
            return null;
        if (allowed.TryGetValue(span, out var known))
            return known;
        if (LinkTargets.Allowed(span.Target) is { } target)
            return allowed[span] = span with { Target = target };
        Html.HtmlMapper.RefuseLink(span.Target, null, file.Findings);
        return allowed[span] = null;
    }
}

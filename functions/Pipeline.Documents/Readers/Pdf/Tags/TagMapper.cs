using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>Makes the document of a tagged file: its structure is the tree's (ISO 32000-1 14.8), its text that of the marked content.</summary>
internal sealed class TagMapper(TagNode root, IReadOnlyList<PdfPage> pages, TagText text, PdfPictures pictures, ReadingBudget budget)
{
    private const int ParagraphsAboveTitle = 8;
    private const int LongestTitle = 200;

    private readonly TagNotes notes = new(root, text);
    private readonly bool hasHeadings = Has(root, n => n.Type is "H" or "H1" or "H2" or "H3");
    private List<TagNode> title = [];
    private int sections;

    public Document Map()
    {
        text.Hyphens = new Hyphens(Paragraphs(root).Select(p => text.Lines(p.Kids, null)));
        title = TitleByLooks();
        var blocks = Flow(root.Kids);
        return new Document
        {
            Language = root.Elements.FirstOrDefault()?.Language ?? "und",
            Blocks = title.Count > 0 ? blocks : WithoutManyTitles(blocks),
            Notes = [.. notes.All.Select((n, i) => new Note(NoteCalls.IdOf(i), NoteBlocks(n.Node)))],
            Images = pictures.Images,
        };
    }

    /// <summary>A heading of level 1 is the title; where there are several, they are those of chapters.</summary>
    private static List<Block> WithoutManyTitles(List<Block> blocks) => blocks.Count(b => b is Heading { Level: 1 }) < 2
        ? blocks
        : blocks.ConvertAll(b => b is Heading heading ? heading with { Level = Math.Min(heading.Level + 1, 6) } : b);

    /// <summary>
    /// Where the title's tag was not used, the title is what stands in the largest letters on the first page above all headings, if they are
    /// larger than those of any heading.
    /// </summary>
    private List<TagNode> TitleByLooks()
    {
        var largest = Headings(root).Select(SizeOf).DefaultIfEmpty(float.MaxValue).Max();
        var above = Lines(root).TakeWhile(n => n.Type == "P").Take(ParagraphsAboveTitle)
            .Select(n => (Node: n, Lines: text.Lines(n.Kids, null))).Where(n => n.Lines.Count > 0 && n.Lines[0].Page == pages[0].Number)
            .Select(n => (n.Node, Size: n.Lines.Max(l => l.Size), Letters: n.Lines.Sum(l => l.Text.Length))).ToList();
        var size = above.Select(n => n.Size).DefaultIfEmpty(0).Max();
        var found = above.SkipWhile(n => n.Size < size).TakeWhile(n => n.Size >= size).ToList();
        return size > largest * 1.05f && found.Sum(n => n.Letters) <= LongestTitle ? found.ConvertAll(n => n.Node) : [];

        float SizeOf(TagNode node) => text.Lines(node.Kids, null).Select(l => l.Size).DefaultIfEmpty(0).Max();
        static IEnumerable<TagNode> Headings(TagNode node) => node.Elements.SelectMany(e => IsHeading(e) ? [e] : Headings(e));
        static IEnumerable<TagNode> Lines(TagNode node) =>
            node.Elements.SelectMany(e => IsHeading(e) || (e.Type == "P" && !e.Elements.Any(IsBlock)) || e.Type is "L" or "Table" or "TOC" ? [e] : Lines(e));
    }

    private static bool IsHeading(TagNode node) => node.Type is "H" or "H1" or "H2" or "H3" or "H4" or "H5" or "H6" or "Title";

    private static IEnumerable<TagNode> Paragraphs(TagNode node) =>
        node.Elements.SelectMany(e => e.Type is "P" or "LBody" ? [e, .. Paragraphs(e)] : Paragraphs(e));

    private List<Block> Flow(IEnumerable<object> kids)
    {
        var blocks = new List<Block>();
        var inline = new List<object>();
        foreach (var kid in kids)
        {
            if (kid is TagNode node && IsBlock(node))
            {
                Flush();
                AddBlock(node, blocks);
            }
            else
            {
                inline.Add(kid);
            }
        }
        Flush();
        return blocks;

        void Flush()
        {
            if (inline.Count > 0 && Line(inline) is { Count: > 0 } inlines)
                blocks.Add(new Paragraph(inlines));
            inline.Clear();
        }
    }

    private static bool IsBlock(TagNode node) => node.Type switch
    {
        "Span" or "Quote" or "Reference" or "BibEntry" or "Code" or "Link" or "Annot" or "Ruby" or "RB" or "RT" or "RP" or "Warichu" or "WT" or "WP" or "Em" or "Strong" or "Sub" or "Lbl"
            => node.Elements.Any(IsBlock),
        "Note" or "FENote" or "Artifact" => false,
        _ => true,
    };

    private void AddBlock(TagNode node, List<Block> blocks)
    {
        budget.Operator();
        switch (node.Type)
        {
            case "P" when title.Contains(node):
                if (node == title[0])
                    blocks.Add(new Heading(1, notes.Inlines(text.Runs(title.SelectMany(t => t.Kids), notes.Call), RunStyle.Bold | RunStyle.Italic)));
                break;
            case var _ when IsHeading(node):
                AddHeading(node, blocks);
                break;
            case "L":
                blocks.Add(TagLists.List(node, text, Flow, Line));
                break;
            case "Table":
                blocks.AddRange(TagTables.Table(node, Flow, Line));
                break;
            case "BlockQuote":
                blocks.Add(new Quote(Flow(node.Kids)));
                break;
            case "Figure" or "Formula":
                blocks.AddRange(Figure(node));
                break;
            case "TOC" when hasHeadings:
                // The renditions have a list of contents of their own, with links instead of page numbers.
                break;
            case "Sect" or "Art" or "Part":
                sections++;
                blocks.AddRange(Flow(node.Kids));
                sections--;
                break;
            case "P" when node.Kids is [TagNode { Type: "Code" } code]:
                var lines = text.Lines(code.Kids, null);
                blocks.Add(lines.Count > 1 ? new CodeBlock(string.Join('\n', Indented(lines))) : new Paragraph([new Code(text.Plain(code.Kids))]));
                break;
            default:
                blocks.AddRange(Flow(node.Kids).Select(b => node.Language is { } language && b.Language is null ? b with { Language = language } : b));
                break;
        }
    }

    private void AddHeading(TagNode node, List<Block> blocks)
    {
        var level = node.Type switch { "Title" => 1, "H" => Math.Clamp(sections, 1, 6), _ => node.Type[1] - '0' };
        var kids = node.Kids.Where(k => k is not TagNode inner || !IsBlock(inner) || inner.Type is "P" or "Div" or "NonStruct").ToList();
        var inlines = notes.Inlines(text.Runs(kids, notes.Call), RunStyle.Bold | RunStyle.Italic);
        if (DocumentText.Of(inlines).Trim().Length > 0)
            blocks.Add(new Heading(title.Count > 0 ? Math.Min(level + 1, 6) : level, inlines));
        blocks.AddRange(Flow(node.Kids.Except(kids)));
    }

    private List<Inline> Line(IEnumerable<object> kids) => notes.Inlines(text.Runs(kids, notes.Call));

    /// <summary>A picture, or where it cannot be carried over what is said of it.</summary>
    private List<Block> Figure(TagNode node)
    {
        var captions = node.Elements.Where(e => e.Type == "Caption").ToList();
        var caption = captions.Count > 0 ? Line(captions.SelectMany(c => c.Kids)) : [];
        var shown = Flow(node.Kids.Where(k => k is not TagNode { Type: "Caption" }));
        var alt = (node.Alt ?? node.ActualText ?? "").Trim();
        if (shown.Count == 0 && pictures.Find(pages, Contents(node)) is { } key)
            return [new Figure(new Image(key, alt), caption)];
        if (shown.Count == 0 && alt.Length > 0)
            shown.Add(new Paragraph([new Text(alt)]));
        if (caption.Count > 0)
            shown.Add(new Paragraph(caption));
        return shown;
    }

    private static IEnumerable<TagContent> Contents(TagNode node) => node.Kids.SelectMany(k => k is TagContent content ? [content] : Contents((TagNode)k));

    private List<Block> NoteBlocks(TagNode note)
    {
        var blocks = Flow(WithoutLabel(note));
        // A raised label at its beginning looks like a call.
        if (blocks is [Paragraph { Inlines: [NoteReference, ..] } labelled, ..])
        {
            var inlines = labelled.Inlines.Skip(1).ToList();
            if (inlines is [Text first, ..])
                inlines[0] = new Text(first.Value.TrimStart());
            blocks[0] = labelled with { Inlines = inlines };
        }
        // The label of one that has no element for it stands in the text.
        if (!Has(note, n => n.Type == "Lbl") && blocks is [Paragraph { Inlines: [var inline, ..] } paragraph, ..] && DocumentText.Of([inline]).TrimStart() is var start
            && start.Length > 0 && notes.All.First(n => n.Node == note).Label is { Length: > 0 } label && start.StartsWith(label, StringComparison.Ordinal))
        {
            var rest = start[label.Length..].TrimStart(' ', '.', '\u00A0');
            blocks[0] = paragraph with { Inlines = rest.Length > 0 ? [new Text(rest), .. paragraph.Inlines.Skip(1)] : [.. paragraph.Inlines.Skip(1)] };
        }
        return blocks;
    }

    private static IEnumerable<object> WithoutLabel(TagNode note) =>
        note.Kids.Where(k => k is not TagNode { Type: "Lbl" }).Select(k => k is TagNode { Type: "P" or "Span" or "Reference" or "Link" } inner && Has(inner, n => n.Type == "Lbl") ? Without(inner) : k);

    private static TagNode Without(TagNode node)
    {
        var copy = new TagNode(node.Type) { Language = node.Language };
        copy.Kids.AddRange(WithoutLabel(node));
        return copy;
    }

    private static bool Has(TagNode node, Func<TagNode, bool> condition) => node.Elements.Any(e => condition(e) || Has(e, condition));

    /// <summary>Lines of code with their indents, in characters of the font.</summary>
    private static IEnumerable<string> Indented(List<SetLine> lines)
    {
        var left = lines.Min(l => l.Left);
        return lines.Select(l => new string(' ', (int)Math.Clamp(MathF.Round((l.Left - left) / (l.Width / Math.Max(1, l.Text.Length))), 0, 40)) + l.Text);
    }
}

namespace Pipeline.Documents.Building;

using Pipeline.Documents.Languages;
using Pipeline.Documents.Readers;

/// <summary>Rebuilds a document's blocks as the survey and the outline say: new levels and anchors, passages marked, nothing empty, nothing too deep.</summary>
internal sealed class Finisher(Document document, Survey survey, Outline outline, ReadOptions options, Findings findings)
{
    private readonly InlineFinisher inlines = new(document, survey, outline, findings);
    private int line;
    private int anchored;
    private IReadOnlyList<Inline>? title;

    /// <summary>The language and direction of the text around a block.</summary>
    private readonly record struct Around(string Language, TextDirection Direction);

    public IReadOnlyList<Inline> Title(IReadOnlyList<Inline> title)
    {
        var guess = survey.Guesses[line++];
        return inlines.Finish(title, guess.Script, document.Language);
    }

    /// <summary>The words of the heading that became the title.</summary>
    public IReadOnlyList<Inline> TitleOf(Heading heading) => title ?? throw new InvalidOperationException($"“{DocumentText.Of(heading.Inlines)}” is not in the blocks.");

    public List<Block> Finish(IReadOnlyList<Block> blocks) => Blocks(blocks, new Around(document.Language, document.Direction), 0);

    private List<Block> Blocks(IReadOnlyList<Block> blocks, Around around, int depth)
    {
        var finished = new List<Block>(blocks.Count);
        foreach (var block in blocks)
            Add(finished, block, around, depth);
        return finished;
    }

    private void Add(List<Block> finished, Block block, Around around, int depth)
    {
        if (depth >= options.MaximumNesting && (block is ListBlock or Quote or Table or DefinitionList))
        {
            findings.Gather("nesting-flattened", Severity.Warning, Name(block), null, (_, names) =>
                $"Lists, quotations or tables stand inside each other more than {options.MaximumNesting} deep; the innermost ones are plain paragraphs now: {names}. Make the text flatter.");
            Flatten(finished, block, around, depth);
            return;
        }
        var inside = new Around(block.Language ?? around.Language, block.Direction ?? (block.Language is { } own ? LanguageTags.Direction(own) : around.Direction));
        switch (block)
        {
            case Heading h: AddHeading(finished, h, around); break;
            case Paragraph p: AddParagraph(finished, p, around); break;
            case CodeBlock c:
                if (CleanText.Lines(c.Text) is { Length: > 0 } code)
                    finished.Add(ReferenceEquals(code, c.Text) ? c : c with { Text = code });
                break;
            case ThematicBreak: finished.Add(block); break;
            case Quote q:
                if (Blocks(q.Blocks, inside, depth + 1) is { Count: > 0 } quoted)
                    finished.Add(Promoted(q with { Blocks = quoted }));
                break;
            case ListBlock l:
                var items = l.Items.Select(i => i with { Blocks = Blocks(i.Blocks, inside, depth + 1) }).ToList();
                if (items.Count > 0)
                    finished.Add(Promoted(l with { Items = items }));
                break;
            case Table t:
                var caption = Line(t.Caption, inside);
                var rows = t.Rows.Select(r => new TableRow([.. r.Cells.Select(c => c with { Blocks = Blocks(c.Blocks, inside, depth + 1) })])).ToList();
                if (Tables.Finish(t with { Caption = caption, Rows = rows }) is { } table)
                    finished.Add(table);
                else if (caption.Count > 0)
                    finished.Add(new Paragraph(caption));
                break;
            case DefinitionList d:
                var definitions = d.Items.Select(i => new DefinitionItem(
                    [.. i.Terms.Select(t => Line(t, inside)).Where(t => t.Count > 0)],
                    [.. i.Definitions.Select(b => Blocks(b, inside, depth + 1)).Where(b => b.Count > 0)])).ToList();
                definitions.RemoveAll(i => i.Terms.Count == 0 && i.Definitions.Count == 0);
                if (definitions.Count > 0)
                    finished.Add(d with { Items = definitions });
                break;
            case Figure f:
                if (document.Images.ContainsKey(f.Image.Source))
                {
                    finished.Add(f with { Image = f.Image with { Alt = CleanText.Line(f.Image.Alt) }, Caption = Line(f.Caption, inside) });
                    break;
                }
                // A picture that is not there is its words.
                AddParagraph(finished, new Paragraph([new Text(f.Image.Alt)]) { Language = f.Language, Direction = f.Direction }, around);
                AddParagraph(finished, new Paragraph(f.Caption) { Language = f.Language, Direction = f.Direction }, around);
                break;
            default:
                throw new ArgumentException($"A block of type {block.GetType().Name} is not known here.", nameof(block));
        }
    }

    private void AddHeading(List<Block> finished, Heading source, Around around)
    {
        var id = outline.Ids[anchored++];
        var guess = survey.Guesses[line++];
        var (language, direction) = Passage(source, guess, around);
        var words = inlines.Finish(source.Inlines, guess.Script, language ?? around.Language);
        if (ReferenceEquals(source, outline.Title))
            title = words;
        else if (words.Count > 0)
            finished.Add(new Heading(outline.NextLevel(source), words) { Id = id, Language = language, Direction = direction });
    }

    private void AddParagraph(List<Block> finished, Paragraph source, Around around)
    {
        var id = source.Number is null ? null : outline.Ids[anchored++];
        var guess = survey.Guesses[line++];
        var (language, direction) = Passage(source, guess, around);
        var words = inlines.Finish(source.Inlines, guess.Script, language ?? around.Language);
        if (words.Count == 0 && source.Number is null)
            return;
        finished.Add(ReferenceEquals(words, source.Inlines) && id == source.Id && language == source.Language && direction == source.Direction
            ? source
            : new Paragraph(words) { Number = source.Number, Id = id, Language = language, Direction = direction });
    }

    /// <summary>The marks that a line needs: only where it differs from what is around it.</summary>
    private static (string? Language, TextDirection? Direction) Passage(Block source, LanguageGuess guess, Around around)
    {
        if (source.Language is not null || source.Direction is not null)
        {
            var given = source.Direction ?? LanguageTags.Direction(source.Language!);
            return (source.Language == around.Language ? null : source.Language, given == around.Direction ? null : given);
        }
        if (guess.Letters < 3)
            return default;
        var language = guess.Language is { } found && LanguageTags.Primary(found) != LanguageTags.Primary(around.Language) ? found : null;
        // Of a line whose language is not told, the script tells the direction, unless it is a mixture.
        var known = guess.Language is not null || guess.Pure;
        var direction = LanguageDetector.IsRightToLeft(guess.Script) ? TextDirection.RightToLeft : TextDirection.LeftToRight;
        return (language, known && direction != around.Direction ? direction : null);
    }

    /// <summary>A line of text that is no block of its own: a caption or term. In another language it is one passage.</summary>
    private IReadOnlyList<Inline> Line(IReadOnlyList<Inline> source, Around around)
    {
        var guess = survey.Guesses[line++];
        if (source.Count == 0)
            return source;
        var (language, direction) = Passage(new Paragraph(source), guess, around);
        var words = inlines.Finish(source, guess.Script, language ?? around.Language);
        return words.Count > 0 && (language is not null || direction is not null) ? [new Passage(language, direction, words)] : words;
    }

    /// <summary>A list or quotation all of whose lines are in one other language is in that language itself: its labels stand on its side.</summary>
    private static T Promoted<T>(T container) where T : Block
    {
        var blocks = container switch { Quote q => q.Blocks, ListBlock l => [.. l.Items.SelectMany(i => i.Blocks)], _ => [] };
        if (blocks.Count == 0 || container.Language is not null || container.Direction is not null
            || (blocks[0].Language is null && blocks[0].Direction is null)
            || !blocks.All(b => b.Language == blocks[0].Language && b.Direction == blocks[0].Direction))
            return container;
        static List<Block> Plain(IReadOnlyList<Block> marked) => [.. marked.Select(b => b with { Language = null, Direction = null })];
        Block promoted = container switch
        {
            Quote q => q with { Blocks = Plain(q.Blocks) },
            ListBlock l => l with { Items = [.. l.Items.Select(i => i with { Blocks = Plain(i.Blocks) })] },
            _ => container,
        };
        return (T)(promoted with { Language = blocks[0].Language, Direction = blocks[0].Direction });
    }

    /// <summary>Puts what a container holds in its place, line by line.</summary>
    private void Flatten(List<Block> finished, Block block, Around around, int depth)
    {
        var lines = new List<Block>();
        switch (block)
        {
            case Quote q: lines.AddRange(q.Blocks); break;
            case ListBlock l: lines.AddRange(l.Items.SelectMany(i => i.Blocks)); break;
            case Table t:
                lines.Add(new Paragraph(t.Caption));
                lines.AddRange(t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks));
                break;
            case DefinitionList d:
                foreach (var item in d.Items)
                {
                    lines.AddRange(item.Terms.Select(t => new Paragraph(t)));
                    lines.AddRange(item.Definitions.SelectMany(b => b));
                }
                break;
        }
        foreach (var inner in lines)
            Add(finished, inner, around, depth);
    }

    private static string Name(Block block) => block switch { ListBlock => "list", Quote => "quotation", Table => "table", _ => "definition list" };
}

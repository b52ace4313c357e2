namespace Pipeline.Documents.Readers.Word;

/// <summary>Makes blocks of a story's paragraphs: lists of those with labels, quotations and code of those next to each other, pictures with their captions.</summary>
internal static class Assembler
{
    public static List<Block> Blocks(List<BodyItem> items, BodyFile file)
    {
        var blocks = new List<Block>(items.Count);
        for (var i = 0; i < items.Count;)
        {
            if (items[i] is not BodyParagraph paragraph)
            {
                blocks.Add(((BodyBlock)items[i++]).Block);
                continue;
            }
            if (paragraph.Content.Count == 0)
            {
                i++;
                continue;
            }
            switch (paragraph.Role)
            {
                case StyleRole.Heading or StyleRole.Title:
                    blocks.Add(Heading(paragraph));
                    i++;
                    break;
                case StyleRole.Contents or StyleRole.ContentsHeading when file.DropContents && (paragraph.Role == StyleRole.Contents || file.ContentsDropped):
                    file.ContentsDropped = true;
                    i++;
                    break;
                case StyleRole.Quote when paragraph.Label is null:
                    var quoted = Run(items, ref i, StyleRole.Quote);
                    blocks.Add(new Quote([.. quoted.Select(Plain)]));
                    break;
                case StyleRole.Code when paragraph.Label is null:
                    var code = Run(items, ref i, StyleRole.Code);
                    blocks.Add(new CodeBlock(string.Join('\n', code.Select(c => CodeText(c.Content)))));
                    break;
                case StyleRole.Caption when paragraph.Label is null && Captioned(blocks, items, paragraph, ref i): break;
                default:
                    if (paragraph.Label is not null)
                    {
                        Lists.Add(blocks, items, ref i);
                    }
                    else
                    {
                        blocks.Add(Plain(paragraph));
                        i++;
                    }
                    break;
            }
        }
        return blocks;
    }

    /// <summary>A paragraph, or a figure where it is nothing but a picture.</summary>
    public static Block Plain(BodyParagraph paragraph) => paragraph.Content is [Image only]
        ? new Figure(only, [])
        : Directed(new Paragraph(paragraph.Content), paragraph);

    public static Heading Heading(BodyParagraph paragraph)
    {
        var content = paragraph.Content;
        if (paragraph.Label is { Style: not ListStyle.Bullet } label)
            content.Insert(0, new Text(label.Text + " "));
        return Directed(new Heading(Math.Clamp(paragraph.Level, 1, 6), content) { Id = paragraph.Anchor }, paragraph);
    }

    /// <summary>A direction that the paragraph states against its letters; that of the letters themselves is found for all formats alike.</summary>
    private static T Directed<T>(T block, BodyParagraph paragraph) where T : Block
    {
        if (paragraph.Format.RightToLeft != true)
            return block;
        var guess = Languages.LanguageDetector.Guess(DocumentText.Of(paragraph.Content));
        return guess.Letters == 0 || Languages.LanguageDetector.IsRightToLeft(guess.Script)
            ? block with { Direction = TextDirection.RightToLeft, Language = guess.Language }
            : block;
    }

    private static List<BodyParagraph> Run(List<BodyItem> items, ref int i, StyleRole role)
    {
        var run = new List<BodyParagraph>();
        for (; i < items.Count && items[i] is BodyParagraph p && p.Role == role && p.Label is null; i++)
        {
            if (p.Content.Count > 0)
                run.Add(p);
        }
        return run;
    }

    private static string CodeText(List<Inline> content) =>
        string.Concat(content.Select(c => c is LineBreak ? "\n" : DocumentText.Of([c])));

    /// <summary>Gives a caption to the picture or table that it stands next to.</summary>
    private static bool Captioned(List<Block> blocks, List<BodyItem> items, BodyParagraph caption, ref int i)
    {
        if (blocks is [.., Figure { Caption.Count: 0 } figure])
        {
            blocks[^1] = figure with { Caption = caption.Content };
            i++;
            return true;
        }
        if (i + 1 < items.Count && items[i + 1] is BodyBlock { Block: Table below })
        {
            blocks.Add(below with { Caption = caption.Content });
            i += 2;
            return true;
        }
        return false;
    }
}

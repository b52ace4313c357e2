namespace Pipeline.Documents.Renderers.Html;

/// <summary>Writes blocks. Tables are in <see cref="TableRenderer"/>.</summary>
internal sealed class BlockRenderer
{
    private readonly HtmlWriter writer;
    private readonly InlineRenderer inlines;
    private readonly TableRenderer tables;
    private readonly UiWords words;
    private readonly bool rightToLeft;

    public BlockRenderer(HtmlWriter writer, Document document, InlineRenderer inlines, UiWords words)
    {
        (this.writer, this.inlines, this.words) = (writer, inlines, words);
        rightToLeft = document.Direction == TextDirection.RightToLeft;
        tables = new TableRenderer(writer, inlines, words, Compact);
    }

    public void Write(IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
            Write(blocks[i]);
    }

    /// <summary>A note's text, with the links back at the end of its last line.</summary>
    public void WriteNote(IReadOnlyList<Block> blocks, Action backLinks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i == blocks.Count - 1 && blocks[i] is Paragraph last)
                WriteParagraph(last, backLinks);
            else
                Write(blocks[i]);
        }
        if (blocks is not [.., Paragraph])
            backLinks();
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case Paragraph p: WriteParagraph(p, null); break;
            case Heading h: WriteHeading(h); break;
            case ListBlock l: WriteList(l); break;
            case Quote q:
                Open("<blockquote"u8, q);
                writer.Markup("\n"u8);
                Write(q.Blocks);
                writer.Markup("</blockquote>\n"u8);
                break;
            case CodeBlock c: WriteCode(c); break;
            case Table t: tables.Write(t); break;
            case DefinitionList d: WriteDefinitions(d); break;
            case Figure f:
                Open("<figure"u8, f);
                inlines.Image(f.Image);
                if (f.Caption.Count > 0)
                {
                    writer.Markup("<figcaption>"u8);
                    inlines.Write(f.Caption);
                    writer.Markup("</figcaption>"u8);
                }
                writer.Markup("</figure>\n"u8);
                break;
            case ThematicBreak: writer.Markup("<hr>\n"u8); break;
            default: throw new ArgumentException($"A block of type {block.GetType().Name} is not known here.", nameof(block));
        }
    }

    /// <summary>The tag with the block's language and direction.</summary>
    private void Open(ReadOnlySpan<byte> tag, Block block)
    {
        writer.Markup(tag);
        InlineRenderer.PassageAttributes(writer, block.Language, block.Direction);
        writer.Markup(">"u8);
    }

    private void WriteHeading(Heading heading)
    {
        writer.Markup("<h"u8);
        writer.Number(heading.Level);
        writer.Attribute(" id=\""u8, heading.Id);
        Open(""u8, heading);
        inlines.Write(heading.Inlines);
        writer.Markup("</h"u8);
        writer.Number(heading.Level);
        writer.Markup(">\n"u8);
    }

    private void WriteParagraph(Paragraph paragraph, Action? atEnd)
    {
        if (paragraph.Number is { } number)
        {
            writer.Markup("<p class=\"document-numbered\""u8);
            if (paragraph.Id is not null)
                writer.Attribute(" id=\""u8, paragraph.Id);
            Open(""u8, paragraph);
            writer.Attribute("<a class=\"document-number\" href=\"#"u8, paragraph.Id);
            writer.Markup(">"u8);
            writer.Text(number);
            writer.Markup("</a> "u8);
        }
        else
        {
            Open("<p"u8, paragraph);
        }
        inlines.Write(paragraph.Inlines);
        atEnd?.Invoke();
        writer.Markup("</p>\n"u8);
    }

    private void WriteList(ListBlock list)
    {
        writer.Markup(list.Style == ListStyle.Bullet ? "<ul"u8 : "<ol"u8);
        if (list.Style is not ListStyle.Bullet && list.Start != 1)
        {
            writer.Markup(" start=\""u8);
            writer.Number(list.Start);
            writer.Markup("\""u8);
        }
        writer.Markup(list.Style switch
        {
            ListStyle.LowerAlpha => " type=\"a\""u8,
            ListStyle.UpperAlpha => " type=\"A\""u8,
            ListStyle.LowerRoman => " type=\"i\""u8,
            ListStyle.UpperRoman => " type=\"I\""u8,
            _ => ""u8,
        });
        if (!list.Tight)
            writer.Markup(" class=\"document-loose\""u8);
        Open(""u8, list);
        writer.Markup("\n"u8);
        foreach (var item in list.Items)
            WriteItem(item, list.Tight);
        writer.Markup(list.Style == ListStyle.Bullet ? "</ul>\n"u8 : "</ol>\n"u8);
    }

    private void WriteItem(ListItem item, bool tight)
    {
        if (item.Label is { } label)
        {
            writer.Markup("<li class=\"document-labelled\"><span class=\"document-label\">"u8);
            writer.Text(label);
            writer.Markup("</span> "u8);
        }
        else if (item.Checked is { } done)
        {
            writer.Markup(done ? "<li class=\"document-task\"><input type=\"checkbox\" disabled checked"u8 : "<li class=\"document-task\"><input type=\"checkbox\" disabled"u8);
            writer.Attribute(" aria-label=\""u8, done ? words.Done : words.NotDone);
            writer.Markup("> "u8);
        }
        else
        {
            writer.Markup("<li>"u8);
        }
        if (tight)
            Compact(item.Blocks);
        else
            Write(item.Blocks);
        writer.Markup("</li>\n"u8);
    }

    /// <summary>Blocks of a tight item or a cell: its first paragraph, if it is the only one, stands without tags of its own.</summary>
    private void Compact(IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var bare = blocks[i] is Paragraph { Number: null } && (i == 0 || blocks[i - 1] is not Paragraph) && (i + 1 == blocks.Count || blocks[i + 1] is not Paragraph);
            if (!bare)
            {
                Write(blocks[i]);
                continue;
            }
            var paragraph = (Paragraph)blocks[i];
            var marked = paragraph.Language is not null || paragraph.Direction is not null;
            if (marked)
                Open("<span"u8, paragraph);
            inlines.Write(paragraph.Inlines);
            if (marked)
                writer.Markup("</span>"u8);
            if (i + 1 < blocks.Count)
                writer.Markup("\n"u8);
        }
    }

    private void WriteCode(CodeBlock code)
    {
        writer.Markup("<pre tabindex=\"0\" role=\"region\""u8);
        writer.Attribute(" aria-label=\""u8, words.Code);
        InlineRenderer.PassageAttributes(writer, code.Language, code.Direction ?? (rightToLeft ? TextDirection.LeftToRight : null));
        writer.Markup("><code>"u8);
        writer.Text(code.Text);
        writer.Markup("</code></pre>\n"u8);
    }

    private void WriteDefinitions(DefinitionList list)
    {
        Open("<dl"u8, list);
        writer.Markup("\n"u8);
        foreach (var item in list.Items)
        {
            foreach (var term in item.Terms)
            {
                writer.Markup("<dt>"u8);
                inlines.Write(term);
                writer.Markup("</dt>\n"u8);
            }
            foreach (var definition in item.Definitions)
            {
                writer.Markup("<dd>"u8);
                Compact(definition);
                writer.Markup("</dd>\n"u8);
            }
        }
        writer.Markup("</dl>\n"u8);
    }
}

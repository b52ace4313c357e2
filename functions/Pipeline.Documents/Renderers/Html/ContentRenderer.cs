namespace Pipeline.Documents.Renderers.Html;

/// <summary>Writes the content of a page: title block, contents list, text, notes, colophon. One instance renders one document once.</summary>
internal sealed class ContentRenderer(HtmlWriter writer, Document document, TitleBlock titles)
{
    /// <summary>So many headings make a contents list worth its place.</summary>
    private const int HeadingsForContents = 4;

    private readonly UiWords words = UiWords.Of(document.Language);

    public void Render()
    {
        writer.Markup("\n<article class=\"document\""u8);
        writer.Attribute(" lang=\""u8, document.Language);
        writer.Markup(document.Direction == TextDirection.RightToLeft ? " dir=\"rtl\">\n"u8 : " dir=\"ltr\">\n"u8);
        var inlines = new InlineRenderer(writer, document, words);
        Header(inlines);
        Contents(inlines);
        writer.Markup("<div class=\"document-text\">\n"u8);
        var blocks = new BlockRenderer(writer, document, inlines, words);
        blocks.Write(document.Blocks);
        writer.Markup("</div>\n"u8);
        Notes(blocks, inlines);
        Colophon();
        writer.Markup("</article>\n"u8);
    }

    private void Header(InlineRenderer inlines)
    {
        writer.Markup("<header class=\"document-header\">\n"u8);
        Line("document-kind"u8, titles.Heading);
        writer.Markup("<h1>"u8);
        inlines.Write(titles.Title);
        writer.Markup("</h1>\n"u8);
        if (titles.OwnTitle.Count > 0)
        {
            writer.Markup("<p class=\"document-subtitle\">"u8);
            inlines.Write(titles.OwnTitle);
            writer.Markup("</p>\n"u8);
        }
        Line("document-subtitle"u8, titles.Subtitle);
        Line("document-byline"u8, titles.Byline);
        Line("document-behalf"u8, titles.OnBehalfOf);
        Line("document-occasion"u8, titles.Occasion);
        if (titles.Date is not null || titles.Symbol is not null)
        {
            writer.Markup("<p class=\"document-date\">"u8);
            if (titles.Date is not null)
            {
                writer.Attribute("<time datetime=\""u8, titles.IsoDate);
                writer.Markup(">"u8);
                writer.Text(titles.Date);
                writer.Markup("</time>"u8);
            }
            if (titles.Symbol is not null)
            {
                writer.Markup(titles.Date is null ? "<span class=\"document-symbol\">"u8 : " · <span class=\"document-symbol\">"u8);
                writer.Text(titles.Symbol);
                writer.Markup("</span>"u8);
            }
            writer.Markup("</p>\n"u8);
        }
        Line("document-summary"u8, titles.Summary);
        Line("document-only-pdf"u8, titles.OnlyPdf);
        writer.Markup("</header>\n"u8);
    }

    /// <summary>Headings of the two upper levels, nested as they stand under each other.</summary>
    private void Contents(InlineRenderer inlines)
    {
        var headings = document.Blocks.OfType<Heading>().Where(h => h.Level <= 3).ToList();
        if (headings.Count < HeadingsForContents)
            return;
        writer.Markup("<nav class=\"document-contents\" aria-labelledby=\"contents\">\n<p id=\"contents\">"u8);
        writer.Text(words.Contents);
        writer.Markup("</p>\n<ol>\n"u8);
        var level = headings[0].Level;
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i];
            writer.Markup("<li><a"u8);
            writer.Attribute(" href=\"#"u8, heading.Id);
            InlineRenderer.PassageAttributes(writer, heading.Language, heading.Direction);
            writer.Markup(">"u8);
            inlines.WriteWithoutLinks(heading.Inlines);
            writer.Markup("</a>"u8);
            var next = i + 1 < headings.Count ? headings[i + 1].Level : level;
            if (next > heading.Level)
                writer.Markup("\n<ol>\n"u8);
            else
                writer.Markup("</li>\n"u8);
            if (next < heading.Level)
                writer.Markup("</ol>\n</li>\n"u8);
        }
        writer.Markup("</ol>\n</nav>\n"u8);
    }

    private void Notes(BlockRenderer blocks, InlineRenderer inlines)
    {
        if (document.Notes.Count == 0)
            return;
        writer.Markup("<section class=\"document-notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">"u8);
        writer.Text(words.Notes);
        writer.Markup("</h2>\n<ol>\n"u8);
        for (var i = 0; i < document.Notes.Count; i++)
        {
            writer.Markup("<li id=\"note-"u8);
            writer.Number(i + 1);
            writer.Markup("\">"u8);
            var index = i;
            blocks.WriteNote(document.Notes[i].Blocks, () => BackLinks(index, inlines));
            writer.Markup("</li>\n"u8);
        }
        writer.Markup("</ol>\n</section>\n"u8);
    }

    private void BackLinks(int note, InlineRenderer inlines)
    {
        for (var reference = 1; reference <= inlines.References(note); reference++)
        {
            writer.Markup(" <a class=\"document-back\" href=\"#"u8);
            InlineRenderer.ReferenceId(writer, note, reference);
            writer.Markup("\" role=\"doc-backlink\""u8);
            writer.Attribute(" aria-label=\""u8, UiWords.Number(words.BackToNote, note + 1));
            writer.Markup(">\u21A9\uFE0E</a>"u8);
        }
    }

    private void Colophon()
    {
        if (!titles.LinesBelow().Any())
            return;
        writer.Markup("<footer class=\"document-colophon\">\n"u8);
        Line("document-imprint"u8, titles.Imprint);
        if (titles.Address is not null)
        {
            writer.Markup("<p class=\"document-address\">"u8);
            if (Readers.LinkTargets.Allowed(titles.Address) is { } target)
            {
                writer.Attribute("<a href=\""u8, target);
                writer.Markup(">"u8);
                writer.Text(titles.Address);
                writer.Markup("</a>"u8);
            }
            else
            {
                writer.Text(titles.Address);
            }
            writer.Markup("</p>\n"u8);
        }
        Line("document-hash"u8, titles.SourceHash);
        writer.Markup("</footer>\n"u8);
    }

    private void Line(ReadOnlySpan<byte> cssClass, string? text)
    {
        if (text is null)
            return;
        writer.Markup("<p class=\""u8);
        writer.Markup(cssClass);
        writer.Markup("\">"u8);
        writer.Text(text);
        writer.Markup("</p>\n"u8);
    }
}

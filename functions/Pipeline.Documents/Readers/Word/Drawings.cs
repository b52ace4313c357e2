using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Pictures, boxes, charts and diagrams: DrawingML (ECMA-376 part 1, 20 and 21) and VML (part 4, 19).</summary>
internal sealed class Drawings(WordFile file, WordXml xml, Relationships relationships, Func<List<BodyItem>> flow)
{
    /// <summary>Blocks that stand in or beside drawings, to follow the paragraph that these are anchored in.</summary>
    public List<BodyItem> Aside { get; } = [];

    /// <summary>Reads the <c>w:drawing</c>, <c>w:pict</c> or <c>w:object</c> that the reader stands on.</summary>
    public void Read(Line line, Marks marks, LinkSpan? link)
    {
        var drawing = new Drawing(line, marks, link);
        xml.Each(() => Element(drawing));
    }

    private sealed class Drawing(Line line, Marks marks, LinkSpan? link)
    {
        public Line Line => line;
        public Marks Marks => marks;
        public LinkSpan? Link => link;
        public string Alt { get; set; } = "";
        public bool Decorative { get; set; }
    }

    private void Element(Drawing drawing)
    {
        switch (xml.Vocabulary, xml.Name)
        {
            case (Vocabulary.WordDrawing, "docPr") or (Vocabulary.Picture, "cNvPr"):
                Describe(drawing);
                break;
            case (Vocabulary.Drawing, "blip"):
                Picture(drawing, xml.Relationship("embed"), xml.Relationship("link"));
                break;
            case (Vocabulary.Vml, "shape" or "rect" or "roundrect" or "oval"):
                drawing.Alt = xml.Attribute("alt") ?? "";
                drawing.Decorative = false;
                xml.Each(() => Element(drawing));
                break;
            case (Vocabulary.Vml, "imagedata"):
                if (drawing.Alt.Length == 0)
                    drawing.Alt = xml.Attribute("title", "urn:schemas-microsoft-com:office:office") ?? "";
                Picture(drawing, xml.Relationship(), xml.Relationship("href"));
                break;
            case (Vocabulary.Word, "txbxContent"): Aside.AddRange(flow()); break;
            case (Vocabulary.Chart, "chart"): Chart(); break;
            case (Vocabulary.Diagram, "relIds"): Diagram(); break;
            case (Vocabulary.Office, "OLEObject"):
                file.Findings.Gather("object-left-out", Severity.Warning, xml.Attribute("ProgID") ?? "object", null, (count, names) =>
                    $"{(count == 1 ? "An object" : $"{count} objects")} of another program in this document could not be carried over ({names}); at most its picture stands there. Write in the text what it says.");
                break;
            default: xml.Each(() => Element(drawing)); break;
        }
    }

    private void Describe(Drawing drawing)
    {
        if (drawing.Alt.Length == 0)
            drawing.Alt = (xml.Attribute("descr") is { Length: > 0 } description ? description : xml.Attribute("title")) ?? "";
        xml.Descendants(() => drawing.Decorative |= xml.Name == "decorative" && xml.Attribute("val") is "1" or "true");
    }

    private void Picture(Drawing drawing, string? embedded, string? linked)
    {
        var relationship = relationships.Find(embedded);
        if (relationship is null or { External: true })
        {
            if (relationship is not null || linked is not null)
                file.Findings.Gather("image-external", Severity.Warning, (relationship ?? relationships.Find(linked))?.Target ?? "", null, (count, names) => count == 1
                    ? $"A picture is not in this file but at {names}, and nothing is fetched from elsewhere. Put the picture itself into the document (Insert > Pictures), and upload it again."
                    : $"{count} pictures are not in this file but elsewhere, and nothing is fetched: {names}. Put the pictures themselves into the document (Insert > Pictures), and upload it again.");
            else
                Missing(drawing);
            drawing.Line.Write(drawing.Alt, drawing.Marks, drawing.Link, null, null);
            return;
        }
        var name = relationship.Target[(relationship.Target.LastIndexOf('/') + 1)..];
        if (file.Images.Add(relationship.Target, name, file.Package.Bytes) is not { } key)
        {
            drawing.Line.Write(drawing.Alt, drawing.Marks, drawing.Link, null, null);
            return;
        }
        if (drawing.Alt.Length == 0 && !drawing.Decorative)
            file.Findings.Gather("image-undescribed", Severity.Warning, name, null, (count, _) =>
                $"{(count == 1 ? "A picture has" : $"{count} pictures have")} no description for people who cannot see it. In Word: right-click the picture, “Edit Alt Text”, write what it shows or mark it as decorative.");
        drawing.Line.Write(new Image(key, drawing.Decorative ? "" : drawing.Alt), drawing.Marks, drawing.Link);
    }

    private void Missing(Drawing drawing) => file.Findings.Gather("image-missing", Severity.Warning, drawing.Alt.Length > 0 ? drawing.Alt : "picture", null, (count, names) =>
        $"{(count == 1 ? "A picture is" : $"{count} pictures are")} missing from this file: {names}. Insert it again, and upload the file.");

    /// <summary>A chart (ECMA-376 part 1, 21.2) is named, with its title where it has one.</summary>
    private void Chart()
    {
        var title = "";
        if (relationships.Find(xml.Relationship()) is { External: false } part && file.Open(part.Target) is { } chart)
        {
            using (chart)
            {
                if (chart.Root())
                    chart.Descendants(() =>
                    {
                        if (title.Length == 0 && chart is { Name: "title", Vocabulary: Vocabulary.Chart })
                            chart.Descendants(() => title += chart is { Name: "t", Vocabulary: Vocabulary.Drawing } ? chart.InnerText() : "");
                    });
            }
        }
        file.Findings.Gather("chart-left-out", Severity.Warning, title.Length > 0 ? title : "chart without a title", null, (count, names) =>
            $"{(count == 1 ? "A chart" : $"{count} charts")} could not be carried over; only the title stands in the text: {names}. In Word copy the chart, paste it as a picture (Paste Special > PNG) and give it alt text, or put its numbers into a table.");
        Add(title);
    }

    /// <summary>The words of a SmartArt diagram (ECMA-376 part 1, 21.4), one paragraph a shape.</summary>
    private void Diagram()
    {
        if (relationships.Find(xml.Relationship("dm")) is not { External: false } part || file.Open(part.Target) is not { } diagram)
            return;
        var first = "";
        using (diagram)
        {
            if (diagram.Root())
                diagram.Descendants(() =>
                {
                    if (diagram is not { Name: "pt", Vocabulary: Vocabulary.Diagram })
                        return;
                    var words = "";
                    diagram.Descendants(() => words += diagram is { Name: "t", Vocabulary: Vocabulary.Drawing } ? (words.Length > 0 ? " " : "") + diagram.InnerText() : "");
                    first = first.Length > 0 ? first : words;
                    Add(words);
                });
        }
        file.Findings.Gather("diagram-as-text", Severity.Warning, first.Length > 0 ? first : "diagram", null, (count, names) =>
            $"{(count == 1 ? "A diagram" : $"{count} diagrams")} (SmartArt) could not be drawn; its words stand in the text one below the other: {names}. If the drawing matters, paste it as a picture (Paste Special > PNG) and give it alt text.");
    }

    private void Add(string words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return;
        file.Count(words.Length);
        Aside.Add(new BodyParagraph { Content = [new Text(words)], Letters = words.Length });
    }
}

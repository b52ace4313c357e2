using System.Globalization;
using System.Text;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>Pictures, boxes, shapes and objects (ODF 1.3 part 3, 10).</summary>
internal sealed class OdfFrames(OdfFile file, OdfXml xml, OdfLine line)
{
    private sealed class Frame
    {
        public string? Picture { get; set; }
        public string Alt { get; set; } = "";
        public string Title { get; set; } = "";
        public string Formula { get; set; } = "";
        public string Unread { get; set; } = "";
    }

    /// <summary>Reads the element of drawing that the reader stands on.</summary>
    public void Read()
    {
        if (xml.Tag == "draw:text-box")
        {
            line.Box();
            return;
        }
        var frame = new Frame();
        if (xml.Tag == "draw:a")
            xml.Children(Read);
        else if (xml.Tag == "draw:frame")
            xml.Children(() => Child(frame));
        else if (xml.Tag is not ("draw:enhanced-geometry" or "draw:glue-point"))
            Shape();
        Write(frame);
    }

    /// <summary>Shapes hold paragraphs; groups hold shapes.</summary>
    private void Shape()
    {
        if (xml.Tag == "draw:g")
            xml.Children(Read);
        else
            line.Box();
    }

    private void Child(Frame frame)
    {
        switch (xml.Tag)
        {
            case "draw:image": Picture(frame); break;
            case "draw:text-box": line.Box(); break;
            case "draw:object": Object(frame); break;
            case "draw:object-ole" or "draw:applet" or "draw:plugin" or "draw:floating-frame":
                file.Findings.Gather("object-left-out", Severity.Warning, "object", null, (count, _) =>
                    $"{(count == 1 ? "An object" : $"{count} objects")} of another program in this document could not be carried over; at most its picture stands there. Write in the text what it says.");
                break;
            case "svg:desc": frame.Alt = xml.InnerText().Trim(); break;
            case "svg:title": frame.Title = xml.InnerText().Trim(); break;
            case "table:table" or "office:event-listeners" or "draw:image-map": break;
        }
    }

    private void Write(Frame frame)
    {
        var alt = frame.Alt.Length > 0 ? frame.Alt : frame.Title;
        if (frame.Formula.Length > 0)
        {
            line.Text(frame.Formula);
        }
        else if (frame.Picture is { } key)
        {
            if (alt.Length == 0)
                file.Findings.Gather("image-undescribed", Severity.Warning, key, null, (count, _) =>
                    $"{(count == 1 ? "A picture has" : $"{count} pictures have")} no description for people who cannot see it. In LibreOffice: right-click the picture, “Alt Text…”, and write what it shows.");
            line.Write(new Image(key, alt));
        }
        else if (frame.Unread.Length > 0)
        {
            line.Text(alt);
        }
    }

    /// <summary>A frame may hold its picture in several formats; the first that can be read is taken.</summary>
    private void Picture(Frame frame)
    {
        if (frame.Picture is not null || frame.Formula.Length > 0)
            return;
        var address = xml.Get("xlink:href") ?? "";
        frame.Unread = address.Length > 0 ? address : "picture";
        if (address.Length == 0)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"picture {++file.Pictures}");
            xml.Children(() =>
            {
                if (xml.Tag == "office:binary-data" && Bytes(xml.InnerText()) is { } data)
                    frame.Picture = file.Images.Add("odf:" + name, name, _ => data);
            });
            return;
        }
        var part = address.StartsWith("./", StringComparison.Ordinal) ? address[2..] : address;
        if (file.Package?.Has(part) == true)
            frame.Picture = file.Images.Add(part, part[(part.LastIndexOf('/') + 1)..], file.Package.Bytes);
        else
            file.Findings.Gather("image-external", Severity.Warning, address, null, (count, names) => count == 1
                ? $"A picture is not in this file but at {names}, and nothing is fetched from elsewhere. Put the picture itself into the document (Insert > Image, without “Link”), and upload it again."
                : $"{count} pictures are not in this file but elsewhere, and nothing is fetched: {names}. Put the pictures themselves into the document (Insert > Image, without “Link”), and upload it again.");
    }

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>An equation is an object of its own, in the file or in the place itself.</summary>
    private void Object(Frame frame)
    {
        var address = xml.Get("xlink:href") ?? "";
        var part = (address.StartsWith("./", StringComparison.Ordinal) ? address[2..] : address) + "/content.xml";
        var text = new StringBuilder();
        if (address.Length > 0)
        {
            using var inner = file.Open(part);
            if (inner?.Root() == true && inner.Tag == "math:math")
                OdfMath.Read(inner, text);
        }
        else
        {
            xml.Children(() =>
            {
                if (xml.Tag == "math:math")
                    OdfMath.Read(xml, text);
            });
        }
        if (text.Length > 0)
        {
            file.Equations++;
            frame.Formula = text.ToString();
            return;
        }
        file.Findings.Gather("object-left-out", Severity.Warning, "object", null, (count, _) =>
            $"{(count == 1 ? "A chart or object" : $"{count} charts or objects")} in this document could not be carried over; at most its picture stands there. Write in the text what it says, or put its numbers into a table.");
    }
}

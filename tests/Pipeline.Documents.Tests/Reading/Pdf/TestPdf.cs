using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Pipeline.Documents.Tests.Reading.Pdf;

/// <summary>Writes small PDFs as a test states them: content streams, and whatever objects besides.</summary>
internal sealed class TestPdf
{
    private readonly List<string> objects = ["", ""];
    private readonly List<int> pages = [];

    public string Catalog { get; set; } = "";

    public string Info { get; set; } = "";

    /// <summary>What stands in each page's resources besides the fonts: F1 is Helvetica, F2 its bold.</summary>
    public string Resources { get; set; } = "";

    public string Fonts { get; set; } = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>";

    public int Add(string body)
    {
        objects.Add(body);
        return objects.Count;
    }

    public void Replace(int number, string body) => objects[number - 1] = body;

    public int Stream(string content, string entries = "") =>
        Add(string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} {entries} >>\nstream\n{content}\nendstream"));

    public TestPdf Page(string content, string entries = "")
    {
        var stream = Stream(content);
        pages.Add(Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {stream} 0 R /Resources << /Font << {Fonts} >> {Resources} >> {entries} >>"));
        return this;
    }

    /// <summary>A page with lines of text at these places.</summary>
    public TestPdf Lines(params (double X, double Y, string Text)[] lines) => Page(string.Concat(lines.Select(l => Line(l.X, l.Y, l.Text))));

    public static string Line(double x, double y, string text, double size = 10, string font = "F1") =>
        string.Create(CultureInfo.InvariantCulture, $"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)}) Tj ET\n");

    /// <summary>Lines below each other from <paramref name="y"/> on.</summary>
    public static string Paragraph(double x, double y, params string[] lines) => string.Concat(lines.Select((l, i) => Line(x, y - (i * 12), l)));

    public byte[] ToBytes()
    {
        objects[0] = $"<< /Type /Catalog /Pages 2 0 R {Catalog} >>";
        objects[1] = $"<< /Type /Pages /Kids [{string.Concat(pages.Select(p => $"{p} 0 R "))}] /Count {pages.Count} >>";
        var file = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R {(Info.Length > 0 ? $"/Info << {Info} >>" : "")} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    public ReadResult Read(string name = "statement.pdf", ReadOptions? options = null) => Tests.Read.Bytes(name, ToBytes(), options);

    /// <summary>Zeros, deflated (RFC 1950): a million for a thousand bytes.</summary>
    public static string Deflated(int length)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var block = new byte[1 << 16];
            block.AsSpan().Fill((byte)' ');
            for (var written = 0; written < length; written += block.Length)
                zlib.Write(block);
        }
        return Encoding.Latin1.GetString(packed.ToArray());
    }
}

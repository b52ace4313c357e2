using System.IO.Compression;
using System.Text;

namespace Pipeline.Documents.Tests.Reading.Word;

/// <summary>Word files as tests state them: the XML of the body, and of other parts where it matters.</summary>
internal sealed class Docx
{
    private const string Namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
        + " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
        + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\""
        + " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private readonly List<(string Name, byte[] Bytes)> parts = [];
    private readonly StringBuilder relationships = new();

    public Docx(string body) => Add("word/document.xml", $"<w:document {Namespaces}><w:body>{body}</w:body></w:document>");

    public static string P(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr>{R(text)}</w:p>";

    public static string R(string text, string properties = "") => $"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    public static string Style(string name) => $"<w:pStyle w:val=\"{name}\"/>";

    public static string Number(int numbering, int level = 0) => $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{numbering}\"/></w:numPr>";

    /// <summary>Styles as <c>id|name|xml</c>.</summary>
    public Docx Styles(params string[] styles) => Part("styles", string.Concat(styles.Select(s => s.Split('|')).Select(s =>
        $"<w:style w:type=\"{(s[2].Contains("tblStylePr", StringComparison.Ordinal) ? "table" : "paragraph")}\" w:styleId=\"{s[0]}\"><w:name w:val=\"{s[1]}\"/>{s[2]}</w:style>")));

    /// <summary>A numbering 1 of levels as <c>format|text</c>, and a numbering 2 of the same that starts again at 5.</summary>
    public Docx Numbering(params string[] levels) => Part("numbering",
        $"<w:abstractNum w:abstractNumId=\"7\">{string.Concat(levels.Select((l, i) => $"<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{l.Split('|')[0]}\"/><w:lvlText w:val=\"{l.Split('|')[1]}\"/></w:lvl>"))}</w:abstractNum>"
        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>"
        + "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>");

    /// <summary>A part of the document of a kind, such as <c>footnotes</c>, by the XML within its root.</summary>
    public Docx Part(string kind, string content)
    {
        Relate("part-" + kind, kind, kind + ".xml");
        return Add($"word/{kind}.xml", $"<w:{kind} {Namespaces}>{content}</w:{kind}>");
    }

    public Docx Relate(string id, string kind, string target, bool external = false)
    {
        relationships.Append($"<Relationship Id=\"{id}\" Type=\"{Types}{kind}\" Target=\"{target}\"{(external ? " TargetMode=\"External\"" : "")}/>");
        return this;
    }

    public Docx Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public Docx Add(string name, byte[] bytes)
    {
        parts.Add((name, bytes));
        return this;
    }

    public byte[] Bytes()
    {
        var all = parts.Concat(
        [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"u8.ToArray()),
            ("_rels/.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Types}officeDocument\" Target=\"word/document.xml\"/></Relationships>")),
            ("word/_rels/document.xml.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>")),
        ]);
        return Zip(all);
    }

    public static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    public ReadResult Read(ReadOptions? options = null) => Tests.Read.Bytes("a.docx", Bytes(), options);

    /// <summary>The document's blocks as text, without the first lines of the dump.</summary>
    public string Dump(ReadOptions? options = null)
    {
        var dump = ModelDump.Of(Read(options));
        return dump[(dump.IndexOf("title: ", StringComparison.Ordinal) + "title: ".Length)..].TrimStart('\n');
    }
}

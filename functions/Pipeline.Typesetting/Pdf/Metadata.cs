using System.Security;
using System.Text;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>What the file says about its work: an XMP packet (ISO 16684-1) and the same in the information dictionary (ISO 32000-1 14.3).</summary>
internal static class Metadata
{
    public const string Producer = "Pipeline.Typesetting";

    /// <summary>Writes both; returns the numbers of the XMP stream and of the dictionary.</summary>
    public static (int Xmp, int Information) Write(PdfFile file, PagedDocument document)
    {
        var (xmp, information) = (file.Reserve(), file.Reserve());
        // Not compressed, so that programs that know nothing of PDF find it.
        file.Encoded(xmp, "/Type/Metadata/Subtype/XML"u8, default, Encoding.UTF8.GetBytes(Packet(document)));

        var buffer = file.Begin(information).Raw("<</Title"u8).Text(document.Title);
        if (document.Authors.Count > 0) buffer.Raw("/Author"u8).Text(string.Join("; ", document.Authors));
        if (document.Subject is { } subject) buffer.Raw("/Subject"u8).Text(subject);
        if (PdfDate(document.Date) is { } date) buffer.Raw("/CreationDate"u8).Text(date);
        buffer.Raw("/Producer"u8).Text(Producer).Raw(">>"u8);
        return (xmp, information);
    }

    private static string Packet(PagedDocument document)
    {
        var xml = new StringBuilder("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
            + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
            + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
            + "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
            + "<dc:format>application/pdf</dc:format>", 4096);
        Container("dc:title", "Alt", [document.Title], " xml:lang=\"x-default\"");
        Container("dc:creator", "Seq", document.Authors);
        if (document.Subject is { } subject) Container("dc:description", "Alt", [subject], " xml:lang=\"x-default\"");
        if (document.Publisher is { } publisher) Container("dc:publisher", "Bag", [publisher]);
        Container("dc:language", "Bag", [document.Language]);
        if (PdfDate(document.Date) is not null)
        {
            Container("dc:date", "Seq", [document.Date!]);
            xml.Append("<xmp:CreateDate>").Append(document.Date).Append("</xmp:CreateDate>");
        }
        xml.Append("<pdf:Producer>").Append(Producer).Append("</pdf:Producer><pdfuaid:part>1</pdfuaid:part>")
            .Append("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>").Append(IdentificationSchema);
        return xml.Append("</rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>").ToString();

        void Container(string name, string kind, IReadOnlyList<string> values, string attributes = "")
        {
            if (values.Count == 0) return;
            xml.Append('<').Append(name).Append("><rdf:").Append(kind).Append('>');
            foreach (var value in values) xml.Append("<rdf:li").Append(attributes).Append('>').Append(Escape(value)).Append("</rdf:li>");
            xml.Append("</rdf:").Append(kind).Append("></").Append(name).Append('>');
        }
    }

    // XML 1.0, 2.2: most control characters may not even be escaped.
    private static string Escape(string value) =>
        SecurityElement.Escape(string.Concat(value.Select(c => c < ' ' || c is '\uFFFE' or '\uFFFF' ? ' ' : c)));

    // ISO 19005-2 6.6.2.3.3: a property that is not XMP's own is described in the packet.
    private const string IdentificationSchema =
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
        + "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
        + "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
        + "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
        + "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
        + "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
        + "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
        + "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

    // 7.9.4 of an ISO 8601 date of year, month or day; null for anything else.
    private static string? PdfDate(string? date) =>
        date is { Length: 4 or 7 or 10 } && date.Select((c, i) => i is 4 or 7 ? c == '-' : char.IsAsciiDigit(c)).All(right => right)
            ? "D:" + date.Replace("-", "") : null;
}

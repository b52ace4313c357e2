using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Documents.Readers.Pdf.Source;
using UglyToad.PdfPig;

namespace Pipeline.Documents.Readers.Pdf;

/// <summary>What a PDF says about itself: XMP (ISO 16684-1) before the information dictionary (ISO 32000-1 14.3.3), and the catalog's language.</summary>
internal sealed partial class PdfMetadata
{
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const int LongestField = 500;

    private readonly string? title;
    private readonly string? author;
    private readonly string? date;

    public PdfMetadata(PdfDocument pdf, string fileName)
    {
        var xmp = Xmp(pdf);
        title = new[] { First(xmp, "title"), Clean(pdf.Information.Title) }.FirstOrDefault(t => t is not null && !StatedTitle.IsWorthless(t, fileName));
        author = new[] { string.Join("; ", All(xmp, "creator")), Clean(pdf.Information.Author) }.FirstOrDefault(a => a is { Length: > 1 } && !IsAccount(a) && !Nobody().IsMatch(a));
        date = Day(pdf.Information.CreationDate) ?? Day(pdf.Information.ModifiedDate);
        Language = pdf.Structure.Catalog.CatalogDictionary.Text("Lang", pdf.Structure.TokenScanner) is { } language && LanguageTags.IsWellFormed(language.Trim()) ? language.Trim() : null;
    }

    /// <summary>As the catalog states it. Programs write that of their own menus there, so that the text has to agree.</summary>
    public string? Language { get; }

    /// <param name="found">The language that the text reads as; null where it was not read.</param>
    public List<MetadataEntry> Entries(string? found)
    {
        var entries = new List<MetadataEntry>();
        if (title is not null)
            entries.Add(new MetadataEntry(MetadataFields.Title, title, MetadataOrigin.Properties));
        if (author is not null)
            entries.Add(new MetadataEntry(MetadataFields.Authors, author, MetadataOrigin.Properties));
        if (Language is not null && (found is null or "und" || LanguageTags.Primary(found) == LanguageTags.Primary(Language)))
            entries.Add(new MetadataEntry(MetadataFields.Language, Language, MetadataOrigin.Properties));
        if (date is not null)
            entries.Add(new MetadataEntry(MetadataFields.Date, date, MetadataOrigin.Properties));
        return entries;
    }

    /// <summary>The day of a date (ISO 32000-1 7.9.4, <c>D:20110712…</c>); years that no file has are a clock that was not set.</summary>
    private static string? Day(string? value)
    {
        if (value is null || DateText().Match(value) is not { Success: true } match)
            return null;
        var day = $"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}";
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1993 and < 2100 ? day : null;
    }

    /// <summary>The name that somebody signs on with: one word of plain letters and digits.</summary>
    private static bool IsAccount(string author) => author.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static string? Clean(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var text = string.Join(' ', new string([.. value.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Length is 0 or > LongestField || text.Contains('\uFFFD') ? null : text;
    }

    private static XElement? Xmp(PdfDocument pdf)
    {
        try
        {
            if (!pdf.TryGetXmpMetadata(out var metadata))
                return null;
            using var stream = new MemoryStream(metadata.GetXmlBytes().ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 2_000_000 });
            return XDocument.Load(reader).Root;
        }
#pragma warning disable CA1031 // Damaged metadata is as good as none.
        catch (Exception e) when (e is not (RejectedException or OperationCanceledException))
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static string? First(XElement? xmp, string name) => All(xmp, name).FirstOrDefault();

    /// <summary>The entries of a property: alternatives, or a list.</summary>
    private static List<string> All(XElement? xmp, string name)
    {
        var property = xmp?.Descendants(XName.Get(name, DublinCore)).FirstOrDefault();
        if (property is null)
            return [];
        var items = property.Descendants().Where(e => !e.HasElements).Select(e => Clean(e.Value)).OfType<string>().ToList();
        return items.Count > 0 ? items : Clean(property.Value) is { } plain ? [plain] : [];
    }

    [GeneratedRegex(@"^(?:D:)?(\d{4})-?(\d\d)-?(\d\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DateText();

    [GeneratedRegex(@"^(user|owner|admin(istrator)?|microsoft( office)?( user)?|unknown|author|anonymous|\(?anonymous\)?|default|test|guest|office|pc|hp|dell|lenovo|toshiba|acer|asus|.*\\.*|\d+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Nobody();
}

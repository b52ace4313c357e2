using System.Text.Json;
using Pipeline.Documents;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>Makes a document's catalog record out of its metadata. Every field is bounded, so that a row stays below the 1 MiB that Table Storage allows.</summary>
internal static class CatalogEntry
{
    private const int MostEditions = 300;
    private const int MostValues = 300;
    private const int LongestValue = 100;

    public static DocumentRecord Of(
        string id, string path, DocumentMetadata metadata, DocumentRecord? before, EditionRecord edition, DateTimeOffset committedAt) => new()
        {
            Id = id,
            UploadPath = path,
            Title = TableText.Bounded(metadata.Title, 1_000)!,
            Subtitle = Optional(metadata.Subtitle, 1_000),
            Kind = metadata.Kind,
            Date = metadata.Date is { } date && DocumentDate.IsValid(date) ? date : null,
            Language = TableText.Bounded(metadata.Language, 50)!,
            Summary = Optional(metadata.Summary, 4_000),
            Symbol = Optional(metadata.Symbol, 200),
            TranslationOf = Optional(metadata.TranslationOf, 100),
            Speaker = Optional(metadata.Speaker, 300),
            Post = Optional(metadata.Post, 500),
            Authors = Bounded(metadata.Authors),
            Countries = Bounded(metadata.Countries),
            Organizations = Bounded(metadata.Organizations),
            OnBehalfOf = Bounded(metadata.OnBehalfOf),
            Regions = Bounded(metadata.Regions),
            Event = Optional(metadata.Event, 200),
            EventTitle = Optional(metadata.EventTitle, 500),
            Place = Optional(metadata.Place, 300),
            // An edition that is rendered anew takes its own place; of very many the oldest are left out.
            Editions = [.. (before?.Editions ?? []).Where(e => e.Number != edition.Number).TakeLast(MostEditions - 1), edition with { ChangeNote = TableText.Bounded(edition.ChangeNote, 300) }],
            CommittedAt = committedAt,
        };

    // In a table's row nothing and an empty text are the same.
    private static string? Optional(string? text, int characters) => string.IsNullOrEmpty(text) ? null : TableText.Bounded(text, characters);

    /// <summary>The extension that the stored source bears: the upload's own where it is a plain one, else the format's.</summary>
    public static string ExtensionOf(string fileName, SourceFormat format)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return extension.Length is > 1 and <= 10 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : format.Extension;
    }

    /// <summary>Whether two records differ in nothing but the time of their commit.</summary>
    public static bool SaysTheSame(DocumentRecord a, DocumentRecord b) => Json(a) == Json(b);

    private static string Json(DocumentRecord record) => JsonSerializer.Serialize(record with { CommittedAt = default }, RowJson.Plain.DocumentRecord);

    private static IReadOnlyList<string> Bounded(IReadOnlyList<string> values) =>
        [.. values.Take(MostValues).Select(v => TableText.Bounded(v, LongestValue)!)];
}

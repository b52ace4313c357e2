using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Storage;

/// <summary>An upload's row in table <c>uploads</c> with its own ETag (default where it was never stored).</summary>
internal sealed record UploadRow(UploadRecord Record, ETag Tag)
{
    // A property holds 32 Ki characters; the whole list stands in the edition's manifest.
    private const int LongestDiagnostics = 30_000;

    private static readonly Dictionary<string, double> NoTimings = [];

    // A hundred pictures' names are the longest of these, and fill no more than five pieces.
    /// <summary>The columns that decide whether an upload is to be looked at.</summary>
    public static readonly string[] Deciding =
        ["RowKey", "Path", "State", "BlobETag", "UploadedAt", "ChangedAt", "Attempts", "Inputs", "EditionHash", "Pictures", "Pictures2", "Pictures3", "Pictures4", "Pictures5"];

    /// <summary>Uploads of one collection share a partition, so that a sweep can mark a hundred in one transaction.</summary>
    public static string Partition(string uploadPath) => TableKey.Checked(DocumentIds.CollectionOf(uploadPath) is { Length: > 0 } slug ? slug : "-");

    /// <summary>Whether this state of the upload, with the same inputs, came to its end already.</summary>
    public bool IsSettled(string etag, string inputs) =>
        Record.State is UploadState.Published or UploadState.Rejected && Record.ETag == etag && Record.Inputs == inputs;

    /// <summary>Whether it is marked already that this state of the upload was seen.</summary>
    public bool IsReceived(string etag) => Record.State == UploadState.Received && Record.ETag == etag;

    public TableEntity ToEntity()
    {
        var entity = new TableEntity(Partition(Record.Path), TableKey.Checked(Record.DocumentId))
        {
            ["Path"] = Record.Path,
            ["State"] = Record.State.ToString(),
            ["BlobETag"] = Record.ETag,
            ["Bytes"] = Record.Bytes,
            ["UploadedAt"] = Record.UploadedAt,
            ["ChangedAt"] = Record.ChangedAt,
            ["Attempts"] = Record.Attempts,
        };
        entity.SetText("Inputs", Record.Inputs);
        if (Record.Pictures.Count > 0) entity.SetText("Pictures", string.Join('\n', Record.Pictures));
        entity.SetText("EditionHash", Record.EditionHash);
        entity.SetText("Counts", Record.Counts is null ? null : JsonSerializer.Serialize(Record.Counts, RowJson.Plain.DocumentCounts));
        entity.SetText("SourceCounts", Record.SourceCounts is null ? null : JsonSerializer.Serialize(Record.SourceCounts, RowJson.Plain.DocumentCounts));
        if (Record.Metadata.Count > 0) entity.SetText("Metadata", JsonSerializer.Serialize(Record.Metadata, RowJson.Plain.IReadOnlyListMetadataValue));
        if (Record.Diagnostics.Count > 0) entity.SetText("Diagnostics", DiagnosticsJson(Record.Diagnostics));
        if (Record.Timings.Count > 0)
            entity.SetText("Timings", JsonSerializer.Serialize(Record.Timings, RowJson.Plain.IReadOnlyDictionaryStringDouble));
        return entity;
    }

    public static UploadRow From(TableEntity entity) => new(
        new UploadRecord
        {
            Path = entity.GetString("Path"),
            DocumentId = entity.RowKey,
            State = Enum.Parse<UploadState>(entity.GetString("State")),
            ETag = entity.GetString("BlobETag"),
            Bytes = entity.GetInt64("Bytes") ?? 0,
            UploadedAt = entity.GetDateTimeOffset("UploadedAt")!.Value,
            ChangedAt = entity.GetDateTimeOffset("ChangedAt")!.Value,
            Attempts = entity.GetInt32("Attempts") ?? 0,
            Inputs = entity.GetString("Inputs"),
            Pictures = entity.GetText("Pictures")?.Split('\n') ?? [],
            EditionHash = entity.GetString("EditionHash"),
            Counts = entity.GetString("Counts") is { } counts ? JsonSerializer.Deserialize(counts, RowJson.Plain.DocumentCounts) : null,
            SourceCounts = entity.GetString("SourceCounts") is { } source ? JsonSerializer.Deserialize(source, RowJson.Plain.DocumentCounts) : null,
            Metadata = entity.GetText("Metadata") is { } m ? JsonSerializer.Deserialize(m, RowJson.Plain.IReadOnlyListMetadataValue)! : [],
            Diagnostics = entity.GetText("Diagnostics") is { } d ? JsonSerializer.Deserialize(d, RowJson.Plain.IReadOnlyListDiagnostic)! : [],
            Timings = entity.GetText("Timings") is { } t
                ? JsonSerializer.Deserialize(t, RowJson.Plain.IReadOnlyDictionaryStringDouble)!
                : NoTimings,
        },
        entity.ETag);

    /// <summary>The findings, worst first, as many as fit; a last one says how many were left out.</summary>
    private static string DiagnosticsJson(IReadOnlyList<Diagnostic> diagnostics)
    {
        var kept = diagnostics.OrderByDescending(d => d.Severity)
            .Select(d => d with { Message = TableText.Bounded(d.Message, 2_000)!, Place = TableText.Bounded(d.Place, 300) })
            .Take(300)
            .ToList();
        while (true)
        {
            var left = diagnostics.Count - kept.Count;
            IReadOnlyList<Diagnostic> shown = left == 0
                ? kept
                : [.. kept, new Diagnostic("more-findings", Severity.Info, $"{left} more findings are listed in the edition's manifest.")];
            var json = JsonSerializer.Serialize(shown, RowJson.Plain.IReadOnlyListDiagnostic);
            if (json.Length <= LongestDiagnostics) return json;
            kept.RemoveRange(kept.Count / 2, kept.Count - kept.Count / 2);
        }
    }
}

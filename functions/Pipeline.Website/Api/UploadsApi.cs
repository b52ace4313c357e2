using System.Globalization;
using System.Text.Json;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /v1/uploads?state=</c>: what became of each upload, newest change first.</summary>
internal static class UploadsApi
{
    public const int MaximumLimit = 1000;

    public static Reply List(SiteRequest request)
    {
        StaffOnly(request);
        request.Parameters.AllowOnly(Endpoints.Uploads.Query);
        var state = request.Parameters.Choice<UploadState>("state");
        var limit = request.Parameters.Number("limit", DocumentFilter.MaximumLimit, 1, MaximumLimit);
        var after = request.Parameters.One("cursor") is { } cursor ? FromCursor(cursor) : ((long, string)?)null;
        return new Reply
        {
            ContentType = "application/json; charset=utf-8",
            AnyOrigin = false,
            Body = async cancellationToken =>
            {
                // One look at the table, so that the counts are those of the list.
                var uploads = await request.Library.Uploads(cancellationToken);
                UploadEntry[] chosen = [.. uploads.Where(u => state is null || u.State == state)];
                UploadEntry[] items = [.. chosen.Where(u => after is null || IsAfter(u, after.Value)).Take(limit + 1)];
                var next = items.Length > limit ? Next(state, limit, items[limit - 1]) : null;
                var records = await request.Library.ReadUploads([.. items.Take(limit)], cancellationToken);
                return new Content(Json.Bytes(json => Write(json, uploads, chosen.Length, records, next)), next is null ? null : $"<{next}>; rel=\"next\"");
            },
        };
    }

    /// <exception cref="ProblemException">403: this host shows no uploads.</exception>
    public static void StaffOnly(SiteRequest request)
    {
        if (!request.Library.Website.Staff)
            throw new ProblemException(new Problem(403, "This host does not show uploads. Option Website:ShowUploads turns that on, behind a sign-in."));
    }

    /// <summary>Whether an upload stands after a place in the order of the ledger: newest change first, then by path.</summary>
    public static bool IsAfter(UploadEntry upload, (long Changed, string Path) place) => upload.ChangedAt.UtcTicks < place.Changed
        || (upload.ChangedAt.UtcTicks == place.Changed && string.CompareOrdinal(upload.Path, place.Path) > 0);

    private static string Next(UploadState? state, int limit, UploadEntry last)
    {
        return string.Create(CultureInfo.InvariantCulture, $"/v1/uploads?{(state is null ? "" : $"state={Parameters.Written(state.Value)}&")}limit={limit}&cursor={CursorOf(last)}");
    }

    public static string CursorOf(UploadEntry last) => PlaceCursor.Write(last.ChangedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.Path);

    /// <exception cref="ProblemException">400: it is none of ours.</exception>
    public static (long Changed, string Path) FromCursor(string cursor)
    {
        var (key, path) = PlaceCursor.Read(cursor);
        return long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var changed) ? (changed, path) : throw PlaceCursor.Unknown;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<UploadEntry> all, int total, IReadOnlyList<UploadRecord> items, string? next)
    {
        json.WriteNumber("total", total);
        json.WriteStartObject("counts");
        foreach (var state in Enum.GetValues<UploadState>()) json.WriteNumber(Parameters.Written(state), all.Count(u => u.State == state));
        json.WriteEndObject();
        json.WriteStartArray("items");
        foreach (var upload in items) Write(json, upload);
        json.WriteEndArray();
        json.WriteString("next", next);
    }

    /// <summary>Null where nothing was published; each number where it is known.</summary>
    private static void Write(Utf8JsonWriter json, string name, DocumentCounts? counts)
    {
        if (counts is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        Number("words", counts.Words);
        Number("headings", counts.Headings);
        Number("listItems", counts.ListItems);
        Number("tables", counts.Tables);
        Number("cells", counts.Cells);
        Number("images", counts.Images);
        Number("notes", counts.Notes);
        Number("pages", counts.Pages);
        json.WriteEndObject();

        void Number(string field, int? number)
        {
            if (number is { } known) json.WriteNumber(field, known);
            else json.WriteNull(field);
        }
    }

    private static void Write(Utf8JsonWriter json, UploadRecord upload)
    {
        json.WriteStartObject();
        json.WriteString("path", upload.Path);
        json.WriteString("documentId", upload.DocumentId);
        json.WriteString("state", Parameters.Written(upload.State));
        json.WriteNumber("bytes", upload.Bytes);
        json.WriteString("uploadedAt", Names.Timestamp(upload.UploadedAt));
        json.WriteString("changedAt", Names.Timestamp(upload.ChangedAt));
        json.WriteNumber("attempts", upload.Attempts);
        json.WriteStartArray("metadata");
        foreach (var value in upload.Metadata)
        {
            json.WriteStartObject();
            json.WriteString("field", value.Field);
            json.WriteString("value", value.Value);
            json.WriteString("origin", Parameters.Written(value.Origin));
            json.WriteString("confidence", Parameters.Written(value.Confidence));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in upload.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", Parameters.Written(diagnostic.Severity));
            json.WriteString("message", diagnostic.Message);
            json.WriteString("place", diagnostic.Place);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, "counts", upload.Counts);
        Write(json, "sourceCounts", upload.SourceCounts);
        json.WriteStartObject("milliseconds");
        foreach (var (step, time) in upload.Timings) json.WriteNumber(step, Math.Round(time, 1));
        json.WriteEndObject();
        json.WriteString("page", upload.State == UploadState.Published ? $"/documents/{upload.DocumentId}" : null);
        json.WriteEndObject();
    }
}

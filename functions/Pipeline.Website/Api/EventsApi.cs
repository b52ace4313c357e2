using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /v1/events</c>; <c>/v1/events/{id}</c> and <c>/v1/events/{id}.csv</c>: who said what, for whom; and what is missing.</summary>
internal static class EventsApi
{
    private static readonly string[] Columns =
    [
        "kind", "region", "un_group", "participant", "ids", "on_behalf_of", "speaker", "post", "session", "listed",
        "document", "language", "title", "date", "symbol", "page", "pdf",
    ];

    public const int UsualLimit = 100;
    public const int MaximumLimit = 1_000;

    public static Reply List(SiteRequest request)
    {
        request.Parameters.AllowOnly(Endpoints.Events.Query);
        var limit = request.Parameters.Number("limit", UsualLimit, 1, MaximumLimit);
        var after = request.Parameters.One("cursor") is { } cursor ? PlaceCursor.Read(cursor) : ((string From, string Id)?)null;
        var address = string.Create(CultureInfo.InvariantCulture, $"/v1/events?limit={limit}");
        return Json.FromCatalog(request, after is null ? address : $"{address}&cursor={PlaceCursor.Write(after.Value.From, after.Value.Id)}", _ => { }) with
        {
            Body = Reply.Bytes(() =>
            {
                var all = EventSummary.All(request);
                EventSummary[] items = [.. all.Where(e => after is null || IsAfter(e, after.Value)).Take(limit + 1)];
                var next = items.Length > limit ? $"{address}&cursor={PlaceCursor.Write(items[limit - 1].From ?? "", items[limit - 1].Id)}" : null;
                var links = new[] { next is null ? null : $"<{next}>; rel=\"next\"", after is null ? null : $"<{address}>; rel=\"first\"" }.OfType<string>();
                return new Content(Json.Bytes(json => WriteList(json, all.Count, items.Take(limit), next)), links.Any() ? string.Join(", ", links) : null);
            }),
        };
    }

    public static Reply Show(SiteRequest request, string id)
    {
        request.Parameters.AllowOnly(Endpoints.Event.Query);
        EventView.Require(request, id);
        return Json.FromCatalog(request, $"/v1/events/{id}", json =>
        {
            var view = EventView.Of(request, id);
            json.WriteString("id", id);
            json.WriteString("title", view.Title);
            json.WriteString("from", view.From);
            json.WriteString("to", view.To);
            json.Strings("places", view.Places);
            json.WriteStartArray("sessions");
            foreach (var session in view.Sessions)
            {
                json.WriteStartObject();
                json.WriteString("title", session.Title);
                json.WriteString("date", session.Date);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("total", view.Total);
            json.WriteBoolean("roster", view.HasRoster);
            json.WriteNumber("spoke", view.Participations.Count);
            json.WriteNumber("held", view.Participations.Count(p => p.Documents.Count > 0));
            json.WriteStartArray("participants");
            foreach (var participation in view.Participations) Write(json, request, participation);
            json.WriteEndArray();
            json.WriteStartArray("missing");
            foreach (var missing in view.Missing) json.WriteStringValue(missing.Name);
            json.WriteEndArray();
            WriteDocuments(json, request, view.Documents);
            json.WriteBoolean("complete", view.Complete);
        });
    }

    /// <summary>A line for each text, and one for each contribution without any (RFC 4180, UTF-8 with a mark, so that spreadsheets read it).</summary>
    public static Reply Csv(SiteRequest request, string id)
    {
        request.Parameters.AllowOnly(Endpoints.EventTable.Query);
        EventView.Require(request, id);
        return new Reply
        {
            ContentType = "text/csv; charset=utf-8; header=present",
            Tag = request.Tag($"/v1/events/{id}.csv"),
            CacheControl = CacheFor.Moments,
            Headers = new Dictionary<string, string> { ["Content-Disposition"] = $"attachment; filename=\"{id}.csv\"" },
            Body = Reply.Bytes(() =>
            {
                var view = EventView.Of(request, id);
                var text = new StringBuilder("\uFEFF");
                Line(text, Columns);
                foreach (var p in view.Participations)
                {
                    string?[] who =
                    [
                        Participation.Written(p.Kind), p.Region?.Name, p.Group?.Name, p.Name, string.Join("; ", p.Countries.Concat(p.Organizations)),
                        string.Join("; ", p.OnBehalfOf.Select(request.Names.Party)), p.Speaker, p.Post, p.Session, p.Listed ? "yes" : "no",
                    ];
                    foreach (var d in p.Documents) Line(text, [.. who, d.Id, d.Language, d.Title, d.Date, d.Symbol, Addresses.Page(d), Addresses.Pdf(d)]);
                    if (p.Documents.Count == 0) Line(text, [.. who, .. new string?[Columns.Length - who.Length]]);
                }
                return new Content(Encoding.UTF8.GetBytes(text.ToString()));
            }),
        };
    }

    private static void WriteList(Utf8JsonWriter json, int total, IEnumerable<EventSummary> items, string? next)
    {
        json.WriteNumber("total", total);
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("id", item.Id);
            json.WriteString("title", item.Title);
            json.WriteString("from", item.From);
            json.WriteString("to", item.To);
            json.WriteString("place", item.Place);
            json.WriteNumber("count", item.Count);
            json.WriteStartObject("links");
            json.WriteString("self", $"/v1/events/{item.Id}");
            json.WriteString("page", Addresses.Event(item.Id));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("next", next);
    }

    private static bool IsAfter(EventSummary summary, (string From, string Id) place) =>
        string.CompareOrdinal(summary.From ?? "", place.From) is var byDate && byDate < 0 || (byDate == 0 && string.CompareOrdinal(summary.Id, place.Id) > 0);

    private static void Write(Utf8JsonWriter json, SiteRequest request, Participation participation)
    {
        var names = request.Names;
        json.WriteStartObject();
        json.WriteString("kind", Participation.Written(participation.Kind));
        Place("region", participation.Region);
        Place("group", participation.Group);
        json.WriteString("name", participation.Name);
        json.Named("countries", participation.Countries.Select(c => ((string?)c, names.Country(c))));
        json.Named("organizations", participation.Organizations.Select(o => ((string?)o, names.Organization(o))));
        json.Named("onBehalfOf", participation.OnBehalfOf.Select(names.PartyWithId));
        json.WriteString("speaker", participation.Speaker);
        json.WriteString("post", participation.Post);
        json.WriteString("session", participation.Session);
        json.WriteBoolean("listed", participation.Listed);
        json.Strings("languages", participation.Languages);
        WriteDocuments(json, request, participation.Documents);
        json.WriteEndObject();

        void Place(string field, Region? region)
        {
            if (region is null)
            {
                json.WriteNull(field);
                return;
            }
            json.WriteStartObject(field);
            json.WriteString("id", region.Id);
            json.WriteString("name", region.Name);
            json.WriteEndObject();
        }
    }

    private static void WriteDocuments(Utf8JsonWriter json, SiteRequest request, IEnumerable<DocumentRecord> documents)
    {
        json.WriteStartArray("documents");
        foreach (var document in documents)
        {
            json.WriteStartObject();
            DocumentJson.WriteFields(request, json, document);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Line(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>Quoted where needed; a text that a spreadsheet would take for a formula is marked as text.</summary>
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r') value = "'" + value;
        return value.AsSpan().IndexOfAny("\",\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Storage;

/// <summary>
/// A document's row: its record, and the upload that it was made from, which decides what is older and what is newer. Table
/// <c>documents</c> (the state) has a column for each field, for people who look into it; table <c>changes</c> (the log of states), which
/// every process reads all the time, has the record as one.
/// </summary>
internal sealed record DocumentRow(DocumentRecord Record, string UploadETag, DateTimeOffset UploadedAt)
{
    /// <summary>The row's own ETag; default where it was never stored.</summary>
    public ETag Tag { get; init; }

    /// <summary>When it was stored, by the clock of storage; null where it never was.</summary>
    public DateTimeOffset? Written { get; init; }

    /// <summary>1,024 partitions by the last two characters of the id's hash.</summary>
    public static string Partition(string id) => TableKey.Checked(id[^2..]);

    public TableEntity ToDocumentEntity() => ToEntity(Partition(Record.Id), Record.Id);

    /// <summary>Change keys are in time order, and the same commit has the same key. An hour is a partition.</summary>
    public static (string Partition, string Row) ChangeKey(DocumentRecord record) =>
        (ChangePartition(record.CommittedAt), TableKey.Checked($"{ChangeTime(record.CommittedAt)}-{record.Id}-{record.Current.Number}"));

    public static string ChangePartition(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHH", null);

    public static string ChangeTime(DateTimeOffset time) => time.UtcTicks.ToString("D19", null);

    /// <summary>The time of the commit that a row key of the change log begins with.</summary>
    public static DateTimeOffset CommittedAt(string changeKey) => new(long.Parse(changeKey.AsSpan(0, 19), null), TimeSpan.Zero);

    public TableEntity ToChangeEntity()
    {
        var (partition, row) = ChangeKey(Record);
        var entity = new TableEntity(partition, row) { ["Id"] = Record.Id, ["UploadETag"] = UploadETag, ["UploadedAt"] = UploadedAt };
        entity.SetText("Record", JsonSerializer.Serialize(Record, RowJson.Plain.DocumentRecord));
        return entity;
    }

    public static DocumentRow From(TableEntity entity)
    {
        var record = entity.GetText("Record") is { } json ? JsonSerializer.Deserialize(json, RowJson.Plain.DocumentRecord)! : FromColumns(entity);
        return new DocumentRow(record, entity.GetString("UploadETag"), entity.GetDateTimeOffset("UploadedAt")!.Value) { Tag = entity.ETag, Written = entity.Timestamp };
    }

    private static DocumentRecord FromColumns(TableEntity entity) => new()
    {
        Id = entity.GetString("Id"),
        UploadPath = entity.GetString("Path"),
        Title = entity.GetText("Title") ?? "",
        Subtitle = entity.GetText("Subtitle"),
        Kind = Enum.Parse<DocumentKind>(entity.GetString("Kind")),
        Date = entity.GetString("Date"),
        Language = entity.GetString("Language"),
        Summary = entity.GetText("Summary"),
        Symbol = entity.GetText("Symbol"),
        TranslationOf = entity.GetString("TranslationOf"),
        Speaker = entity.GetText("Speaker"),
        Post = entity.GetText("Post"),
        Authors = List(entity, "Authors"),
        Countries = List(entity, "Countries"),
        Organizations = List(entity, "Organizations"),
        OnBehalfOf = List(entity, "OnBehalfOf"),
        Regions = List(entity, "Regions"),
        Event = entity.GetString("Event"),
        EventTitle = entity.GetText("EventTitle"),
        Place = entity.GetText("Place"),
        Editions = JsonSerializer.Deserialize(entity.GetText("Editions")!, RowJson.Plain.IReadOnlyListEditionRecord)!,
        Withdrawn = entity.GetDateTimeOffset("Withdrawn"),
        CommittedAt = entity.GetDateTimeOffset("CommittedAt")!.Value,
    };

    private TableEntity ToEntity(string partition, string row)
    {
        var entity = new TableEntity(partition, row)
        {
            ["Id"] = Record.Id,
            ["Path"] = Record.UploadPath,
            ["Kind"] = Record.Kind.ToString(),
            ["Language"] = Record.Language,
            ["CommittedAt"] = Record.CommittedAt,
            ["UploadETag"] = UploadETag,
            ["UploadedAt"] = UploadedAt,
        };
        if (Record.Withdrawn is { } withdrawn) entity["Withdrawn"] = withdrawn;
        entity.SetText("Title", Record.Title);
        entity.SetText("Subtitle", Record.Subtitle);
        entity.SetText("Date", Record.Date);
        entity.SetText("Summary", Record.Summary);
        entity.SetText("Symbol", Record.Symbol);
        entity.SetText("TranslationOf", Record.TranslationOf);
        entity.SetText("Speaker", Record.Speaker);
        entity.SetText("Post", Record.Post);
        entity.SetText("Event", Record.Event);
        entity.SetText("EventTitle", Record.EventTitle);
        entity.SetText("Place", Record.Place);
        SetList(entity, "Authors", Record.Authors);
        SetList(entity, "Countries", Record.Countries);
        SetList(entity, "Organizations", Record.Organizations);
        SetList(entity, "OnBehalfOf", Record.OnBehalfOf);
        SetList(entity, "Regions", Record.Regions);
        entity.SetText("Editions", JsonSerializer.Serialize(Record.Editions, RowJson.Plain.IReadOnlyListEditionRecord));
        return entity;
    }

    private static void SetList(TableEntity entity, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0) entity.SetText(name, JsonSerializer.Serialize(values, RowJson.Plain.IReadOnlyListString));
    }

    private static IReadOnlyList<string> List(TableEntity entity, string name) =>
        entity.GetText(name) is { } json ? JsonSerializer.Deserialize(json, RowJson.Plain.IReadOnlyListString)! : [];
}

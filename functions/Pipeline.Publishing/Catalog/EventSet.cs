using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text.Json;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>The events of a catalog, and their share in its version.</summary>
internal sealed record EventSet(FrozenDictionary<string, EventRecord> ById, UInt128 Sum)
{
    public static EventSet Empty { get; } = new(FrozenDictionary<string, EventRecord>.Empty, 0);

    public static EventSet Of(IEnumerable<EventRecord> events)
    {
        var byId = events.ToFrozenDictionary(e => e.Id, StringComparer.Ordinal);
        UInt128 sum = 0;
        foreach (var item in byId.Values) unchecked { sum += XxHash128.HashToUInt128(JsonSerializer.SerializeToUtf8Bytes(item, RowJson.Plain.EventRecord)); }
        return new EventSet(byId, sum);
    }
}

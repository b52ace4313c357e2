using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pipeline.Publishing.Catalog;

public sealed partial class CatalogSnapshot
{
    /// <summary>What <see cref="Frames"/> gave, read back.</summary>
    internal static CatalogSnapshot Restore(RecordStore store, Segment segment, UInt128 sum)
    {
        segment.PutValuesInOrder();
        return new(store, [new Part(segment)], 0, sum, EventSet.Empty);
    }

    /// <summary>A catalog of one segment, which is what a merge makes, in the order in which <see cref="StoredCatalog"/> has it.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Frames(DateTimeOffset asOf, ulong magic, int frameLength)
    {
        if (parts.Length > 1) throw new InvalidOperationException("Only a catalog that was merged is stored.");
        var head = new byte[40];
        BinaryPrimitives.WriteUInt64LittleEndian(head, magic);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), asOf.UtcTicks);
        BinaryPrimitives.WriteUInt128LittleEndian(head.AsSpan(16), sum);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(32), SpeakerNames.Default.Hash);
        yield return head;
        var strings = store.Strings.All.ToArray();
        yield return StoredCatalog.Numbers(strings.Length);
        yield return StoredCatalog.Strings(strings);
        if (parts.Length == 0)
        {
            yield return StoredCatalog.Numbers(0);
            yield break;
        }

        var segment = parts[0].Segment;
        var runs = Runs(segment, frameLength);
        yield return StoredCatalog.Numbers(runs.Count);
        foreach (var (start, end, length) in runs)
        {
            var frame = new byte[length];
            for (var (position, filled) = (start, 0); position < end; position++)
            {
                var record = segment.Bytes(position);
                record.CopyTo(frame.AsSpan(filled));
                filled += record.Length;
            }
            yield return frame;
        }
        yield return StoredCatalog.Numbers(segment.Titles.Positions);
        yield return StoredCatalog.Numbers(segment.Text.Words.Count);
        yield return segment.Text.Words.Bytes;
        yield return StoredCatalog.Numbers(segment.Text.Counts);
        var postings = segment.Text.Postings;
        yield return StoredCatalog.Numbers(postings.Length);
        foreach (var piece in postings.Chunk(frameLength / sizeof(ulong))) yield return MemoryMarshal.AsBytes(piece.AsSpan()).ToArray();
    }

    /// <summary>Positions that fill a frame each.</summary>
    private static List<(int Start, int End, int Length)> Runs(Segment segment, int frameLength)
    {
        var runs = new List<(int, int, int)>();
        var (start, length) = (0, 0);
        for (var position = 0; position < segment.Count; position++)
        {
            length += segment.Bytes(position).Length;
            if (length < frameLength && position + 1 < segment.Count) continue;
            runs.Add((start, position + 1, length));
            (start, length) = (position + 1, 0);
        }
        return runs;
    }
}

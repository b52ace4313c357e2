using System.Buffers;
using Pipeline.Documents.Unicode;
using static Pipeline.Documents.Unicode.BidiClass;

namespace Pipeline.Typesetting.Unicode;

/// <summary>
/// The levels of one paragraph: explicit levels (UAX #9, X1 to X8), then each isolating run sequence (X10) by <see cref="BidiSequence"/>,
/// then separators (L1). What X9 takes away is left out of all work in between.
/// </summary>
internal static class BidiLevels
{
    /// <summary>The part of a class byte that is a <see cref="BidiClass"/>; the flags beside it mark paired brackets.</summary>
    public const byte ClassMask = 0x1F;

    private const int MaximumDepth = 125;

    /// <summary>An entry of the directional status stack. <paramref name="Initiator"/> is the place of the isolate's initiator, -1 for an embedding.</summary>
    private readonly record struct Status(byte Level, BidiClass? Override, int Initiator)
    {
        public bool IsIsolate => Initiator >= 0;
    }

    // The links of a character (BD13): none, or its matching PDI's place, or that it is such a PDI.
    private const int NoLink = -1, IsMatch = -2;

    /// <param name="classes">Of each UTF-16 unit, with the flags of brackets.</param>
    public static void Resolve(ReadOnlySpan<char> text, ReadOnlySpan<byte> classes, byte paragraphLevel, Span<byte> levels)
    {
        var integers = ArrayPool<int>.Shared.Rent(text.Length * 3);
        var types = ArrayPool<BidiClass>.Shared.Rent(text.Length);
        var places = integers.AsSpan(0, text.Length);
        var links = integers.AsSpan(text.Length, text.Length);
        var count = ResolveExplicit(classes, paragraphLevel, levels, places, links, types);
        ResolveSequences(text, classes, paragraphLevel, levels, places[..count], links, types, integers.AsSpan(text.Length * 2, text.Length));
        ArrayPool<int>.Shared.Return(integers);
        ArrayPool<BidiClass>.Shared.Return(types);
        SetRemaining(classes, paragraphLevel, levels);
    }

    /// <summary>
    /// P2 and P3: 1 if the first strong character is from right to left, otherwise 0. What stands in isolates is passed over; with
    /// <paramref name="isolate"/> (X5c) the PDI that matches what stands before the text ends it.
    /// </summary>
    public static byte FirstStrongLevel(ReadOnlySpan<byte> classes, bool isolate)
    {
        var depth = 0;
        foreach (var value in classes)
        {
            switch ((BidiClass)(value & ClassMask))
            {
                case L when depth == 0: return 0;
                case R or AL when depth == 0: return 1;
                case LRI or RLI or FSI:
                    depth++;
                    break;
                case PDI when depth > 0:
                    depth--;
                    break;
                case PDI when isolate: return 0;
            }
        }
        return 0;
    }

    /// <summary>What rule L1 gives the paragraph's level before a separator or a line's end, with what X9 takes away.</summary>
    public static bool IsWhiteSpace(BidiClass value) => value is WS or FSI or LRI or RLI or PDI or BN or LRE or RLE or LRO or RLO or PDF or B or S;

    /// <summary>
    /// X1 to X8. Lists the places of the characters that X9 keeps, and for each its type (changed by overrides) and its link; returns
    /// their number.
    /// </summary>
    private static int ResolveExplicit(
        ReadOnlySpan<byte> classes, byte paragraphLevel, Span<byte> levels, Span<int> places, Span<int> links, Span<BidiClass> types)
    {
        Span<Status> stack = stackalloc Status[MaximumDepth + 2];
        stack[0] = new Status(paragraphLevel, null, -1);
        var depth = 0;
        int overflowIsolates = 0, overflowEmbeddings = 0, validIsolates = 0, count = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            var type = (BidiClass)(classes[i] & ClassMask);
            var link = NoLink;
            switch (type)
            {
                case BN: continue;
                case RLE or LRE or RLO or LRO: // X2 to X5
                    var embedding = NextLevel(stack[depth].Level, type is RLE or RLO);
                    if (embedding <= MaximumDepth && overflowIsolates == 0 && overflowEmbeddings == 0)
                        stack[++depth] = new Status((byte)embedding, type == RLO ? R : type == LRO ? L : null, -1);
                    else if (overflowIsolates == 0) overflowEmbeddings++;
                    continue;
                case PDF: // X7
                    if (overflowIsolates > 0) continue;
                    if (overflowEmbeddings > 0) overflowEmbeddings--;
                    else if (depth > 0 && !stack[depth].IsIsolate) depth--;
                    continue;
                case PDI: // X6a
                    if (overflowIsolates > 0) overflowIsolates--;
                    else if (validIsolates > 0)
                    {
                        overflowEmbeddings = 0;
                        while (!stack[depth].IsIsolate) depth--;
                        links[stack[depth--].Initiator] = count;
                        link = IsMatch;
                        validIsolates--;
                    }
                    break;
                case B: // X8
                    depth = 0;
                    break;
            }

            var status = stack[depth];
            places[count] = i;
            links[count] = link;
            types[count] = type == B ? B : status.Override ?? type;
            levels[i] = status.Level;
            if (type is RLI or LRI or FSI) // X5a to X5c
            {
                // Where neither level is left, the direction of an FSI does not matter: this keeps a long row of them linear.
                var full = overflowIsolates > 0 || overflowEmbeddings > 0 || NextLevel(status.Level, true) > MaximumDepth;
                var rightToLeft = type == RLI || (type == FSI && !full && FirstStrongLevel(classes[(i + 1)..], isolate: true) == 1);
                var isolate = NextLevel(status.Level, rightToLeft);
                if (!full && isolate <= MaximumDepth)
                {
                    validIsolates++;
                    stack[++depth] = new Status((byte)isolate, null, count);
                }
                else overflowIsolates++;
            }
            count++;
        }
        return count;
    }

    private static int NextLevel(byte level, bool rightToLeft) => rightToLeft ? (level + 1) | 1 : (level + 2) & ~1;

    /// <summary>X10: joins level runs across isolates into sequences (BD13), and resolves each.</summary>
    private static void ResolveSequences(
        ReadOnlySpan<char> text, ReadOnlySpan<byte> classes, byte paragraphLevel, Span<byte> levels,
        ReadOnlySpan<int> places, ReadOnlySpan<int> links, ReadOnlySpan<BidiClass> types, Span<int> members)
    {
        var memberTypes = ArrayPool<BidiClass>.Shared.Rent(places.Length * 2);
        // Resolved levels replace explicit ones, which later sequences still look at: they are kept apart until the end.
        var resolved = ArrayPool<byte>.Shared.Rent(places.Length);
        for (int start = 0, end; start < places.Length; start = end)
        {
            end = RunEnd(start, levels, places);
            if (links[start] == IsMatch) continue; // Joined to the run of its initiator.

            int count = 0, from = start, to = end;
            while (true)
            {
                for (var k = from; k < to; k++) members[count++] = k;
                if (links[to - 1] < 0) break;
                from = links[to - 1];
                to = RunEnd(from, levels, places);
            }
            var level = levels[places[start]];
            var before = start == 0 ? paragraphLevel : levels[places[start - 1]];
            var endsInIsolate = (BidiClass)(classes[places[to - 1]] & ClassMask) is RLI or LRI or FSI;
            var after = endsInIsolate || to == places.Length ? paragraphLevel : levels[places[to]];
            var sequence = new BidiSequence(text, classes, places, members[..count], memberTypes, level,
                (Math.Max(before, level) & 1) == 1 ? R : L, (Math.Max(after, level) & 1) == 1 ? R : L);
            sequence.Resolve(types, resolved);
        }
        for (var k = 0; k < places.Length; k++) levels[places[k]] = resolved[k];
        ArrayPool<BidiClass>.Shared.Return(memberTypes);
        ArrayPool<byte>.Shared.Return(resolved);
    }

    private static int RunEnd(int start, ReadOnlySpan<byte> levels, ReadOnlySpan<int> places)
    {
        var level = levels[places[start]];
        var end = start + 1;
        while (end < places.Length && levels[places[end]] == level) end++;
        return end;
    }

    /// <summary>Levels of what X9 takes away, then L1 at separators.</summary>
    private static void SetRemaining(ReadOnlySpan<byte> classes, byte paragraphLevel, Span<byte> levels)
    {
        var whiteSpace = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            var type = (BidiClass)(classes[i] & ClassMask);
            if (type is BN or LRE or RLE or LRO or RLO or PDF) levels[i] = i == 0 ? paragraphLevel : levels[i - 1];
            if (type is S or B) levels[whiteSpace..(i + 1)].Fill(paragraphLevel);
            if (type is S or B || !IsWhiteSpace(type)) whiteSpace = i + 1;
        }
    }
}

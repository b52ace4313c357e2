using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Which of a segment's documents are one work in several languages. They name one original (<see cref="DocumentRecord.TranslationOf"/>),
/// or bear one symbol, are of one kind and by the same speakers, and no two of them are in one language (of a tag only the language counts). All current documents of a
/// work stand in one segment.
/// </summary>
internal sealed class Works
{
    /// <summary>More documents than there are languages that anybody publishes in are no work.</summary>
    public const int Most = 256;

    // The UN's languages in the order in which one of them stands for the work; others after them.
    private static readonly string[] Languages = ["en", "fr", "es", "ru", "zh", "ar"];

    // What documents have in common that may be one work, with their positions, sorted.
    private readonly (ulong Key, int Position)[] keys;
    // The members of work w, the one that stands for it first: members[starts[w]..starts[w + 1]].
    private readonly int[] starts, members;
    // Members but the first of each work, as bits; how many of them stand before each word; and by that number their place in
    // members, and where their work starts there.
    private readonly ulong[] others;
    private readonly int[] before, places, workStarts;
    // The others of which an earlier member stands one or two positions after them, or before them, as bits: most do, since what is
    // published together stands together. And those of which an earlier member stands elsewhere; null for none.
    private readonly ulong[] oneAfter, twoAfter, oneBefore, twoBefore;
    private readonly ulong[]? elsewhere;
    // The position of a work's first member, sorted, and the work.
    private readonly int[] firsts, firstWorks;
    // For each field the others of works whose members have not all the same values, or days: a filter may let through only some of them.
    private readonly ulong[]?[] uneven;
    // For each field the others that have a value which an earlier member lacks; null for none.
    private readonly ulong[]?[] differing;

    private Works((ulong Key, int Position)[] keys, List<int[]> works, int count, Func<int, CatalogField, int[]> valuesOf, Func<int, int> dayOf)
    {
        this.keys = keys;
        starts = new int[works.Count + 1];
        for (var w = 0; w < works.Count; w++) starts[w + 1] = starts[w] + works[w].Length;
        members = [.. works.SelectMany(w => w)];
        (firsts, firstWorks) = ([.. works.Select(w => w[0])], [.. Enumerable.Range(0, works.Count)]);
        Array.Sort(firsts, firstWorks);
        others = works.Count == 0 ? [] : new ulong[Bits.Words(count)];
        (uneven, differing) = (new ulong[]?[(int)CatalogField.Year + 1], new ulong[]?[(int)CatalogField.Year + 1]);
        foreach (var work in works)
        {
            foreach (var position in work.AsSpan(1)) Bits.Add(others, position);
            foreach (var field in (ReadOnlySpan<CatalogField>)[CatalogField.Region, CatalogField.Kind, CatalogField.Country, CatalogField.Organization, CatalogField.Event, CatalogField.Year])
                FindDiffering(work, field, count, valuesOf);
            if (Array.Exists(work, p => dayOf(p) != dayOf(work[0]))) MarkUneven(work, CatalogField.Year, count);
        }
        before = new int[others.Length];
        for (var word = 1; word < others.Length; word++) before[word] = before[word - 1] + BitOperations.PopCount(others[word - 1]);
        (places, workStarts) = (new int[members.Length - works.Count], new int[members.Length - works.Count]);
        (oneAfter, twoAfter, oneBefore, twoBefore) = (new ulong[others.Length], new ulong[others.Length], new ulong[others.Length], new ulong[others.Length]);
        for (var w = 0; w < works.Count; w++)
        {
            for (var place = starts[w] + 1; place < starts[w + 1]; place++)
            {
                var position = members[place];
                (places[NumberOf(position)], workStarts[NumberOf(position)]) = (place, starts[w]);
                foreach (var earlier in members.AsSpan(starts[w]..place))
                    Bits.Add((earlier - position) switch { 1 => oneAfter, 2 => twoAfter, -1 => oneBefore, -2 => twoBefore, _ => elsewhere ??= new ulong[others.Length] }, position);
            }
        }
    }

    public bool Any => members.Length > 0;

    /// <summary>The works of a segment.</summary>
    /// <param name="language">The primary language of the document at a position.</param>
    /// <param name="find">The position of the document with an id; -1 where it is not here, or withdrawn.</param>
    /// <param name="valuesOf">The values of a document in a field.</param>
    /// <param name="dayOf">The day of a document.</param>
    /// <param name="spread">Whether documents elsewhere have the key, too: then they are too many for a work.</param>
    public static Works Build(
        int count, Func<int, ReadOnlySpan<byte>> bytes, Func<int, string> language, Finder find, Func<int, CatalogField, int[]> valuesOf, Func<int, int> dayOf, Func<ulong, bool> spread)
    {
        var keyed = new List<(ulong Key, int Position)>();
        var translations = new List<(int Position, int Original)>();
        var translated = new HashSet<int>();
        var reader = new WorkKeys();
        for (var position = 0; position < count; position++)
        {
            if (reader.Of(bytes(position), out var original) is not (not 0 and var key)) continue;
            keyed.Add((key, position));
            if (original.IsEmpty) continue;
            translated.Add(position);
            if (find(original) is >= 0 and var found && found != position) translations.Add((position, found));
        }
        keyed.Sort();

        var sets = new Dictionary<int, int>();
        foreach (var (position, original) in translations) Join(position, original);
        var all = CollectionsMarshal.AsSpan(keyed);
        for (var (start, end) = (0, 0); start < all.Length; start = end)
        {
            while (end < all.Length && all[end].Key == all[start].Key) end++;
            var group = all[start..end];
            if (group.Length < 2 || group.Length > Most || spread(group[0].Key)) continue;
            if (!WorkKeys.NamesOriginal(group[0].Key) && !AllDiffer(group)) continue;
            foreach (var (_, position) in group[1..]) Join(position, group[0].Position);
        }
        var works = sets.Keys.GroupBy(Root).Select(g => Ordered([.. g])).Where(w => w.Length > 1).OrderBy(w => w[0]).ToList();
        return new Works([.. keyed], works, count, valuesOf, dayOf);

        int Root(int position)
        {
            while (sets.TryGetValue(position, out var parent) && parent != position) position = parent;
            return position;
        }

        void Join(int a, int b)
        {
            sets.TryAdd(a, a);
            sets.TryAdd(b, b);
            var (first, second) = (Root(a), Root(b));
            sets[Math.Max(first, second)] = Math.Min(first, second);
        }

        bool AllDiffer(Span<(ulong Key, int Position)> group)
        {
            var languages = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (_, position) in group)
                if (!languages.Add(language(position))) return false;
            return true;
        }

        // The original first, then by language, then by id; of two in one language the later is on its own.
        int[] Ordered(int[] set) =>
        [
            .. set.Select(p => (Position: p, Language: language(p), Translated: translated.Contains(p)))
                .OrderBy(m => m.Translated).ThenBy(m => Rank(m.Language)).ThenBy(m => m.Language, StringComparer.Ordinal)
                .ThenBy(m => System.Text.Encoding.UTF8.GetString(RecordReader.Id(bytes(m.Position))), StringComparer.Ordinal)
                .DistinctBy(m => m.Language).Select(m => m.Position),
        ];
    }

    public delegate int Finder(ReadOnlySpan<byte> id);

    /// <summary>The documents with a key.</summary>
    public ReadOnlySpan<(ulong Key, int Position)> With(ulong key)
    {
        var (low, high) = (0, keys.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (keys[middle].Key < key) low = middle + 1;
            else high = middle;
        }
        var end = low;
        while (end < keys.Length && keys[end].Key == key) end++;
        return keys.AsSpan(low, end - low);
    }

    /// <summary>All members of a document's work, the one that stands for it first; empty where it is on its own.</summary>
    public ReadOnlySpan<int> Of(int position)
    {
        int work;
        if (Any && Bits.Has(others, position)) work = Array.BinarySearch(starts, workStarts[NumberOf(position)]);
        else if (Array.BinarySearch(firsts, position) is >= 0 and var first) work = firstWorks[first];
        else return [];
        return members.AsSpan(starts[work], starts[work + 1] - starts[work]);
    }

    /// <summary>Of a set the documents that are on their own or the first of their work.</summary>
    public ulong[] Leads(ReadOnlySpan<ulong> set)
    {
        var leads = set.ToArray();
        for (var word = 0; word < leads.Length; word++) leads[word] &= ~others[word];
        return leads;
    }

    /// <summary>Some words of a set without what an earlier member of the same work, which is in it, stands for.</summary>
    /// <param name="start">The first of these words.</param>
    /// <param name="around">What they are, with the word before them and the one after them; 0 where there is none.</param>
    /// <param name="uneven">The documents, by <see cref="Uneven"/>, of whose work the set may hold some members only.</param>
    /// <param name="isIn">Whether the document at a position is in the set.</param>
    public void Collapse(int start, ReadOnlySpan<ulong> around, ulong[] uneven, Func<int, bool> isIn, Span<ulong> once)
    {
        var before = Vectors(around);
        var within = Vectors(around[1..]);
        var after = Vectors(around[2..]);
        var notFirst = Vectors(others.AsSpan(start));
        var unsure = Vectors(uneven.AsSpan(start));
        var afterOne = Vectors(oneAfter.AsSpan(start));
        var afterTwo = Vectors(twoAfter.AsSpan(start));
        var beforeOne = Vectors(oneBefore.AsSpan(start));
        var beforeTwo = Vectors(twoBefore.AsSpan(start));
        var result = MemoryMarshal.Cast<ulong, Vector512<ulong>>(once);
        for (var i = 0; i < result.Length; i++)
        {
            var here = within[i];
            var some = here & unsure[i];
            if (some != Vector512<ulong>.Zero)
            {
                some &= ~((afterOne[i] & (here >>> 1 | after[i] << 63)) | (afterTwo[i] & (here >>> 2 | after[i] << 62))
                    | (beforeOne[i] & (here << 1 | before[i] >>> 63)) | (beforeTwo[i] & (here << 2 | before[i] >>> 62)));
            }
            result[i] = here & ~notFirst[i] | some;
        }
        for (var word = result.Length * Vector512<ulong>.Count; word < once.Length; word++)
        {
            var (former, here, later, at) = (around[word], around[word + 1], around[word + 2], start + word);
            var stoodFor = (oneAfter[at] & (here >> 1 | later << 63)) | (twoAfter[at] & (here >> 2 | later << 62))
                | (oneBefore[at] & (here << 1 | former >> 63)) | (twoBefore[at] & (here << 2 | former >> 62));
            once[word] = here & ~others[at] | here & uneven[at] & ~stoodFor;
        }
        if (elsewhere is null) return;
        for (var word = 0; word < once.Length; word++)
        {
            for (var rest = once[word] & elsewhere[start + word]; rest != 0; rest &= rest - 1)
                foreach (var earlier in Earlier((start + word << 6) + BitOperations.TrailingZeroCount(rest)))
                    if (isIn(earlier)) once[word] &= ~(rest & ~(rest - 1));
        }

        static ReadOnlySpan<Vector512<ulong>> Vectors(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Vector512<ulong>>(words);
    }

    /// <summary>The same of a sorted list of documents: those that are in a set, and that no earlier member stands for, are moved to its beginning.</summary>
    /// <param name="leads">Of the set the <see cref="Leads"/>.</param>
    /// <returns>How many they are.</returns>
    public int CollapseFew(Span<int> list, ReadOnlySpan<ulong> set, ReadOnlySpan<ulong> leads, ulong[] uneven)
    {
        var count = 0;
        var notFirst = new List<int>();
        foreach (var position in list)
        {
            // Most are on their own or the first of their work.
            if (!Bits.Has(leads, position))
            {
                if (!Bits.Has(set, position)) continue;
                notFirst.Add(count);
            }
            list[count++] = position;
        }
        var few = list[..count];
        var stoodFor = new List<int>();
        foreach (var i in notFirst)
            if (!Bits.Has(uneven, few[i]) || IsStoodFor(few, i)) stoodFor.Add(i);
        if (stoodFor.Count == 0) return few.Length;
        var kept = stoodFor[0];
        for (var s = 0; s < stoodFor.Count; s++)
        {
            var rest = few[(stoodFor[s] + 1)..(s + 1 < stoodFor.Count ? stoodFor[s + 1] : few.Length)];
            rest.CopyTo(few[kept..]);
            kept += rest.Length;
        }
        return kept;

        bool IsStoodFor(ReadOnlySpan<int> few, int i)
        {
            var position = few[i];
            for (var next = i + 1; next < few.Length && few[next] - position <= 2; next++)
                if (Bits.Has(few[next] - position == 1 ? oneAfter : twoAfter, position)) return true;
            for (var former = i - 1; former >= 0 && position - few[former] <= 2; former--)
                if (Bits.Has(position - few[former] == 1 ? oneBefore : twoBefore, position)) return true;
            if (elsewhere is null || !Bits.Has(elsewhere, position)) return false;
            foreach (var earlier in Earlier(position))
                if (few.BinarySearch(earlier) >= 0) return true;
            return false;
        }
    }

    /// <summary>The members but the first of works that differ in any of these fields, which are all that a set is chosen by; of all works for null. Not to be changed.</summary>
    public ulong[] Uneven(IEnumerable<CatalogField>? fields)
    {
        // Most works are in a set with all members or none.
        if (fields is null) return others;
        var those = fields.Select(f => uneven[(int)f]).OfType<ulong[]>().ToList();
        if (those is [var one]) return one;
        var all = new ulong[others.Length];
        foreach (var some in those) Bits.Or(all, some);
        return all;
    }

    /// <summary>Whether the members of any work differ in one of these fields.</summary>
    public bool AnyUneven(IEnumerable<CatalogField> fields) => fields.Any(f => uneven[(int)f] is not null);

    /// <summary>Whether <see cref="CountDiffering"/> may find any in a field.</summary>
    public bool AnyDiffering(CatalogField field) => differing[(int)field] is not null;

    /// <summary>
    /// Adds to the counts of a field's values those works of which the document that stands for them in the set lacks the value, and
    /// another one in the set has it.
    /// </summary>
    public void CountDiffering(CatalogField field, ReadOnlySpan<ulong> set, ReadOnlySpan<ulong> once, Func<int, CatalogField, int[]> valuesOf, Dictionary<int, int> counts)
    {
        if (differing[(int)field] is not { } those) return;
        for (var word = 0; word < those.Length; word++)
        {
            for (var bits = set[word] & those[word] & ~once[word]; bits != 0; bits &= bits - 1)
            {
                var position = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var missing = valuesOf(position, field).ToHashSet();
                foreach (var earlier in Earlier(position))
                    if (Bits.Has(set, earlier)) missing.ExceptWith(valuesOf(earlier, field));
                foreach (var value in missing) CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
            }
        }
    }

    private ReadOnlySpan<int> Earlier(int position)
    {
        var number = NumberOf(position);
        return members.AsSpan(workStarts[number], places[number] - workStarts[number]);
    }

    /// <summary>How many of the others stand before one of them.</summary>
    private int NumberOf(int position) => before[position >> 6] + BitOperations.PopCount(others[position >> 6] & (1UL << position) - 1);

    private void FindDiffering(int[] work, CatalogField field, int count, Func<int, CatalogField, int[]> valuesOf)
    {
        var known = new List<int[]> { valuesOf(work[0], field) };
        foreach (var position in work.AsSpan(1))
        {
            var own = valuesOf(position, field);
            if (known.Exists(k => own.Except(k).Any())) Bits.Add(differing[(int)field] ??= new ulong[Bits.Words(count)], position);
            known.Add(own);
        }
        if (known.TrueForAll(k => k.Length == known[0].Length && !k.Except(known[0]).Any())) return;
        MarkUneven(work, field, count);
    }

    private void MarkUneven(int[] work, CatalogField field, int count)
    {
        foreach (var position in work.AsSpan(1)) Bits.Add(uneven[(int)field] ??= new ulong[Bits.Words(count)], position);
    }

    private static int Rank(string language)
    {
        var rank = Array.IndexOf(Languages, language);
        return rank < 0 ? Languages.Length : rank;
    }
}

/// <summary>What the records of one work have in common, as hashes that are good within one process.</summary>
internal sealed class WorkKeys
{
    private byte[] buffer = new byte[4096];
    private int[] numbers = new int[32];

    /// <summary>The key of those that name the document with an id as their original.</summary>
    public static ulong OfOriginal(ReadOnlySpan<byte> id) => XxHash3.HashToUInt64(id) | 1;

    /// <summary>Whether it is one of <see cref="OfOriginal"/>; else it is a symbol's.</summary>
    public static bool NamesOriginal(ulong key) => (key & 1) == 1;

    /// <summary>A record's key; 0 where it has neither original nor symbol, or is withdrawn.</summary>
    /// <param name="original">The id of its original; empty where it names none.</param>
    public ulong Of(ReadOnlySpan<byte> record, out ReadOnlySpan<byte> original)
    {
        var reader = new RecordReader(record);
        original = default;
        if (reader.Withdrawn) return 0;
        reader.Utf8();
        reader.Language();
        for (var left = reader.Number(); left > 0; left--) reader.Number();
        var speakers = 0;
        for (var list = 0; list < 2; list++)
        {
            var start = speakers;
            for (var left = reader.Number(); left > 0; left--)
            {
                if (speakers == numbers.Length) Array.Resize(ref numbers, speakers * 2);
                numbers[speakers++] = reader.Number();
            }
            Array.Sort(numbers, start, speakers - start);
        }
        reader.Number();
        reader.Number();
        reader.Utf8();
        var symbol = reader.Utf8();
        original = reader.Utf8();
        if (!original.IsEmpty) return OfOriginal(original);
        if (symbol.IsEmpty) return 0;

        var length = 0;
        if (buffer.Length < symbol.Length + speakers * sizeof(int) + 1) buffer = new byte[symbol.Length + speakers * sizeof(int) + 1];
        foreach (var b in symbol)
            if (b > ' ') buffer[length++] = b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b;
        buffer[length++] = (byte)reader.Kind;
        MemoryMarshal.AsBytes(numbers.AsSpan(0, speakers)).CopyTo(buffer.AsSpan(length));
        return XxHash3.HashToUInt64(buffer.AsSpan(0, length + speakers * sizeof(int))) & ~1UL | 2;
    }
}

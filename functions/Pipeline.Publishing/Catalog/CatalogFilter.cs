using System.Buffers;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>A query's filter in the numbers that a catalog's columns know.</summary>
internal sealed class CatalogFilter
{
    // Shorter beginnings are those of half of all words.
    private const int ShortestBeginning = 3;
    // 64-bit words of sets that are worked on together.
    private const int PieceLength = 1024;

    private readonly CatalogQuery query;
    private readonly IReadOnlyList<int>?[] values = new IReadOnlyList<int>?[Segment.Columns];
    private readonly (int First, int Last)? days;
    private readonly (string Word, bool Prefix, (CatalogField Field, int Value)[] Names)[]? words;

    /// <exception cref="FormatException">A date is none.</exception>
    public CatalogFilter(CatalogQuery query, StringTable strings)
    {
        Set(CatalogField.Region, query.Regions);
        Set(CatalogField.Kind, [.. query.Kinds.Select(CatalogSnapshot.KindName)]);
        Set(CatalogField.Country, query.Countries);
        Set(CatalogField.Organization, query.Organizations);
        Set(CatalogField.Event, query.Events);
        Set(CatalogField.Language, query.Languages);
        Set(CatalogField.Speaker, query.Speakers);
        if (query.Undated) days = (DocumentDate.Unknown, DocumentDate.Unknown);
        else if (query.From is not null || query.To is not null)
        {
            // An unknown date is in no range.
            days = (query.From is null ? DocumentDate.Unknown + 1 : Checked(query.From, DocumentDate.FirstDay(query.From)),
                query.To is null ? int.MaxValue : Checked(query.To, DocumentDate.LastDay(query.To)));
        }
        if (query.Text is not null) words = Words(query.Text, strings);
        EveryLanguage = query.EveryLanguage;
        this.query = query;
        Key = KeyOf(query, null);

        void Set(CatalogField field, IReadOnlyList<string> wanted)
        {
            if (wanted.Count > 0) values[(int)field] = [.. wanted.Select(strings.Find).Where(n => n >= 0)];
        }
    }

    /// <summary>The same for two filters that let the same documents through because they say the same.</summary>
    public string Key { get; }

    /// <summary>The <see cref="Key"/> of the same filter without one of its fields.</summary>
    public string KeyWithout(CatalogField field) => Has(field) ? KeyOf(query, field) : Key;

    /// <summary>As <see cref="CatalogQuery.EveryLanguage"/>.</summary>
    public bool EveryLanguage { get; }

    public bool Has(CatalogField field) => field == CatalogField.Year ? days is not null : values[(int)field] is not null;

    /// <summary>The documents of a segment that the filter lets through, as sets that are rented: dispose of them.</summary>
    /// <param name="listed">The documents of the segment that are in lists at all.</param>
    /// <param name="leads">Of these the first of each work.</param>
    /// <param name="withBlocks">Whether <see cref="Matches.TitleBlocks"/> will be asked.</param>
    public Matches Match(Segment segment, ulong[] listed, ulong[] leads, bool withBlocks = false) => new(this, segment, listed, leads, withBlocks);

    private static int Checked(string date, int day) =>
        day != DocumentDate.Unknown ? day : throw new FormatException($"“{date}” is not a date such as 2011, 2011-07 or 2011-07-12.");

    private static (string, bool, (CatalogField, int)[])[] Words(string text, StringTable strings)
    {
        var found = new List<string>();
        foreach (var word in FoldedText.SearchWords(FoldedText.Of(text))) found.Add(word.ToString());
        return [.. found.Distinct().Select(word =>
        {
            var prefix = found.IndexOf(word) == found.Count - 1 && (word.Length >= ShortestBeginning || FoldedText.IsIdeograph(word[0]));
            var names = SpeakerNames.Default.Find(word, prefix).Select(n => (n.Field, Value: strings.Find(n.Id))).Where(n => n.Value >= 0).Distinct().ToArray();
            return (word, prefix, names);
        })];
    }

    /// <summary>The same for the same filter, and for no other: each value bears its length, since speakers and words may have any character.</summary>
    private static string KeyOf(CatalogQuery query, CatalogField? except)
    {
        var key = new StringBuilder();
        Add(CatalogField.Region, query.Regions);
        Add(CatalogField.Kind, query.Kinds.Select(CatalogSnapshot.KindName));
        Add(CatalogField.Country, query.Countries);
        Add(CatalogField.Organization, query.Organizations);
        Add(CatalogField.Event, query.Events);
        Add(CatalogField.Language, query.Languages);
        Add(CatalogField.Speaker, query.Speakers);
        Add(CatalogField.Year, One(query.From));
        Add(CatalogField.Year, One(query.To));
        Add(CatalogField.Year, query.Undated ? [""] : []);
        Add(null, One(query.Text));
        Add(null, query.EveryLanguage ? [""] : []);
        return key.ToString();

        static IEnumerable<string> One(string? value) => value is null ? [] : [value];

        void Add(CatalogField? field, IEnumerable<string> wanted)
        {
            if (field is null || field != except)
                foreach (var value in wanted.Order(StringComparer.Ordinal)) key.Append(value.Length).Append(':').Append(value);
            key.Append(';');
        }
    }

    /// <summary>
    /// The fields that are filtered, without one of them; null where the filter is also of what the documents of a work have each for
    /// itself: language, speaker, words.
    /// </summary>
    private List<CatalogField>? Evenly(CatalogField? except)
    {
        if (words is not null) return null;
        var filtered = Enumerable.Range(0, Segment.Columns + 1).Select(f => (CatalogField)f).Where(f => f != except && Has(f)).ToList();
        return filtered.Contains(CatalogField.Language) || filtered.Contains(CatalogField.Speaker) ? null : filtered;
    }

    /// <summary>See <see cref="Match"/>.</summary>
    public sealed class Matches : IDisposable
    {
        private readonly CatalogFilter filter;
        private readonly Segment segment;
        private readonly ulong[] listed, leads;
        private readonly bool withBlocks;
        private readonly int words;
        private readonly List<ulong[]> rented = [];
        private readonly List<int[]> rentedLists = [];
        // What each filtered field lets through; for words, which belong to no field, what each of them does.
        private readonly List<(CatalogField? Field, DocumentSet Set)> sets = [];
        private DocumentSet? each;
        private (DocumentSet Set, int Size)? once;

        public Matches(CatalogFilter filter, Segment segment, ulong[] listed, ulong[] leads, bool withBlocks)
        {
            (this.filter, this.segment, this.listed, this.leads, this.withBlocks, words) = (filter, segment, listed, leads, withBlocks, Bits.Words(segment.Count));
            for (var field = 0; field < Segment.Columns; field++)
                if (filter.values[field] is { } wanted) sets.Add(((CatalogField)field, WithValues(segment.Column((CatalogField)field), wanted)));
            if (filter.words is null) return;
            foreach (var (word, prefix, names) in filter.words) sets.Add((null, WithWord(word, prefix, names)));
            // Text without a letter or digit stands in no document.
            if (filter.words.Length == 0) sets.Add((null, default));
        }

        /// <summary>What passes all of the filter, or where <paramref name="except"/> is given that of every other field, as bits; not to be changed.</summary>
        public ReadOnlySpan<ulong> Each(CatalogField? except = null) =>
            (except is { } field && filter.Has(field) ? AsBits(Intersect(listed, field).Set) : each ??= AsBits(Intersect(listed, null).Set)).Documents.Span;

        /// <summary>The same with one document of each work; with all of them where the filter wants each language.</summary>
        public ReadOnlySpan<ulong> Once(CatalogField? except = null)
        {
            if (except is { } field && filter.Has(field)) return AsBits(Collapsed(field).Set).Documents.Span;
            var (set, size) = Found();
            once = (AsBits(set), size);
            return once.Value.Set.Documents.Span;
        }

        /// <summary>The same of all of the filter, as bits or as a list, and how many they are.</summary>
        public (DocumentSet Set, int Size) Found() => once ??= Collapsed(null);

        /// <summary>Where in the order of the titles there may be a document that passes: see <see cref="DocumentSet"/>; null for anywhere.</summary>
        public ulong[]? TitleBlocks()
        {
            if (!withBlocks) return null;
            ulong[]? blocks = null;
            foreach (var (_, set) in sets)
            {
                if (set.Blocks is null) continue;
                if (blocks is null) blocks = [.. set.Blocks];
                else Bits.And(blocks, set.Blocks, blocks);
            }
            return blocks;
        }

        public void Dispose()
        {
            foreach (var set in rented) ArrayPool<ulong>.Shared.Return(set);
            foreach (var list in rentedLists) ArrayPool<int>.Shared.Return(list);
        }

        /// <summary>The documents that have any of these values; not to be changed.</summary>
        private DocumentSet WithValues(FacetColumn column, IReadOnlyList<int> wanted) => Union(wanted.Count, wanted.Sum(v => column.Set(v).Least), (i, _) => column.Set(wanted[i]));

        /// <summary>The documents that have a word, or were made by whom it names; not to be changed.</summary>
        private DocumentSet WithWord(string word, bool prefix, (CatalogField Field, int Value)[] names)
        {
            var text = segment.Text;
            var (first, count) = text.Words.Find(word, prefix).GetOffsetAndLength(text.Words.Count);
            var size = names.Sum(n => segment.Column(n.Field).Set(n.Value).Least);
            for (var w = first; w < first + count; w++) size += text.Counts[w];
            return Union(count + names.Length, size, (i, room) => i < count ? text.Set(first + i, room) : segment.Column(names[i - count].Field).Set(names[i - count].Value));
        }

        /// <summary>The documents that are in any of so many sets.</summary>
        /// <param name="size">How many they are at most; where some set is of bits, no less than a set of bits has.</param>
        /// <param name="at">Each set; it may lie in the list that is given, which is long enough.</param>
        private DocumentSet Union(int count, int size, Func<int, int[], DocumentSet> at)
        {
            if (count == 0) return default;
            var most = Math.Min(size, DocumentSet.LeastDense(segment.Count));
            var first = at(0, RentList(most));
            if (count == 1) return first;
            var room = RentList(most);
            // More lists are made one more quickly as bits.
            if (count == 2 && !DocumentSet.IsDense(size, segment.Count))
            {
                var merged = RentList(most);
                return new DocumentSet(default, merged.AsMemory(0, Merge(first.Few.Span, at(1, room).Few.Span, merged)), null);
            }
            var union = NewSet(size, first);
            for (var i = 1; i < count; i++) union.Add(at(i, room), segment.Titles);
            return union;
        }

        private (DocumentSet Set, int Size) Collapsed(CatalogField? except)
        {
            // No two documents of a work are in one language.
            if (filter.EveryLanguage || !segment.Works.Any || (except != CatalogField.Language && filter.values[(int)CatalogField.Language] is [_])) return Intersect(listed, except);
            // Works that pass or fail as a whole are as good as their first documents.
            var even = filter.Evenly(except);
            return even is not null && !segment.Works.AnyUneven(even) ? Intersect(leads, except) : Intersect(listed, except, segment.Works.Uneven(even));
        }

        /// <summary>The documents of all sets, how many they are.</summary>
        /// <param name="uneven">If given, of each work only the first, by <see cref="Works.Collapse"/>.</param>
        private (DocumentSet Set, int Size) Intersect(ulong[] all, CatalogField? except, ulong[]? uneven = null)
        {
            var days = except == CatalogField.Year || filter.days is not var (from, to) ? ((int Start, int End)?)null : segment.Days(from, to);
            var others = sets.FindAll(s => s.Field is null || s.Field != except).ConvertAll(s => s.Set);
            if (others.Count == 0 && days is null && uneven is null) return (new DocumentSet(all, null), Bits.Count(all));
            return others.Exists(s => s.IsFew) ? IntersectFew(all, others, days, uneven) : IntersectMany(all, others.ConvertAll(s => s.Documents), days, uneven);
        }

        /// <summary>The same where one of the sets is few: only its documents are looked at.</summary>
        private (DocumentSet Set, int Size) IntersectFew(ulong[] all, List<DocumentSet> others, (int Start, int End)? days, ulong[]? uneven)
        {
            var rarest = others.Where(s => s.IsFew).MinBy(s => s.Least);
            others.Remove(rarest);
            // Most documents are in lists, so that is asked last.
            var bits = others.ConvertAll(s => AsBits(s).Documents);
            if (uneven is null) bits.Add(all);
            var few = rarest.Few.Span;
            if (days is var (start, end)) few = few[DocumentSet.CountBefore(few, start)..DocumentSet.CountBefore(few, end)];
            var list = RentList(few.Length);
            for (var i = 0; i < bits.Count; i += 2) few = list.AsSpan(0, Bits.Keep(few, bits[i].Span, bits[Math.Min(i + 1, bits.Count - 1)].Span, list));
            if (bits.Count == 0) few.CopyTo(list);
            var size = uneven is null ? few.Length : segment.Works.CollapseFew(list.AsSpan(0, few.Length), all, leads, uneven);
            return (new DocumentSet(default, list.AsMemory(0, size), null), size);
        }

        private (DocumentSet Set, int Size) IntersectMany(ulong[] all, List<Memory<ulong>> others, (int Start, int End)? days, ulong[]? uneven)
        {
            var (result, size) = (Rent(), 0);
            // Piece by piece, so that each is at hand for the next step, with a word before it and one after it.
            Span<ulong> around = stackalloc ulong[PieceLength + 2];
            Func<int, bool> isIn = Passes;
            for (var start = 0; start < words; start += PieceLength)
            {
                var piece = result.AsSpan(start, Math.Min(PieceLength, words - start));
                if (days is var (from, to) && (start << 6 >= to || start + piece.Length << 6 <= from))
                {
                    piece.Clear();
                    continue;
                }
                if (uneven is null) Pass(start, piece);
                else
                {
                    var (first, end) = (Math.Max(0, start - 1), Math.Min(words, start + piece.Length + 1));
                    around.Clear();
                    Pass(first, around.Slice(first - (start - 1), end - first));
                    segment.Works.Collapse(start, around, uneven, isIn, piece);
                }
                size += Bits.Count(piece);
            }
            return (new DocumentSet(result.AsMemory(0, words), null), size);

            void Pass(int start, Span<ulong> piece)
            {
                ReadOnlySpan<ulong> sofar = all.AsSpan(start, piece.Length);
                if (others.Count == 0) sofar.CopyTo(piece);
                foreach (var set in others)
                {
                    Bits.And(sofar, set.Span.Slice(start, piece.Length), piece);
                    sofar = piece;
                }
                if (days is var (first, end)) Bits.Clip(piece, Math.Clamp(first - (start << 6), 0, piece.Length << 6), Math.Clamp(end - (start << 6), 0, piece.Length << 6));
            }

            bool Passes(int position) =>
                Bits.Has(all, position) && others.TrueForAll(s => Bits.Has(s.Span, position)) && (days is not var (first, end) || (position >= first && position < end));
        }

        /// <summary>A set of bits of its own that begins as another one, with blocks where they are asked for and worth it for so many documents.</summary>
        private DocumentSet NewSet(int size, DocumentSet start)
        {
            var documents = Rent().AsMemory(0, words);
            var set = new DocumentSet(documents, withBlocks && segment.Titles.WantsBlocks(size) ? segment.Titles.NewBlocks() : null);
            if (start.IsFew)
            {
                documents.Span.Clear();
                set.Add(start, segment.Titles);
            }
            else
            {
                start.Documents.CopyTo(documents);
                if (set.Blocks is not null) Bits.Or(set.Blocks, start.Blocks);
            }
            return set;
        }

        /// <summary>Makes one sorted list of two.</summary>
        /// <returns>How many are in it.</returns>
        private static int Merge(ReadOnlySpan<int> first, ReadOnlySpan<int> second, Span<int> target)
        {
            var (i, j, count) = (0, 0, 0);
            while (i < first.Length && j < second.Length)
            {
                var (a, b) = (first[i], second[j]);
                target[count++] = Math.Min(a, b);
                if (a <= b) i++;
                if (b <= a) j++;
            }
            first[i..].CopyTo(target[count..]);
            count += first.Length - i;
            second[j..].CopyTo(target[count..]);
            return count + second.Length - j;
        }

        private DocumentSet AsBits(DocumentSet set) => set.IsFew ? NewSet(0, set) : set;

        private int[] RentList(int length)
        {
            rentedLists.Add(ArrayPool<int>.Shared.Rent(length));
            return rentedLists[^1];
        }

        private ulong[] Rent()
        {
            var set = ArrayPool<ulong>.Shared.Rent(words);
            rented.Add(set);
            return set;
        }
    }
}

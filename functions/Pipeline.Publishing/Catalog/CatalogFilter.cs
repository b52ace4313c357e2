using System.Buffers;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>A query's filter in the numbers that a catalog's columns know.</summary>
internal sealed class CatalogFilter
{
    private const int MostWords = 16;
    // Shorter beginnings are those of half of all words.
    private const int ShortestBeginning = 3;

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
        Key = KeyOf(query);

        void Set(CatalogField field, IReadOnlyList<string> wanted)
        {
            if (wanted.Count > 0) values[(int)field] = [.. wanted.Select(strings.Find).Where(n => n >= 0)];
        }
    }

    /// <summary>The same for two filters that let the same documents through because they say the same.</summary>
    public string Key { get; }

    /// <summary>As <see cref="CatalogQuery.EveryLanguage"/>.</summary>
    public bool EveryLanguage { get; }

    public bool Has(CatalogField field) => field == CatalogField.Year ? days is not null : values[(int)field] is not null;

    /// <summary>The documents of a segment that the filter lets through, as sets that are rented: dispose of them.</summary>
    /// <param name="listed">The documents of the segment that are in lists at all.</param>
    /// <param name="leads">Of these the first of each work.</param>
    public Matches Match(Segment segment, ulong[] listed, ulong[] leads) => new(this, segment, listed, leads);

    private static int Checked(string date, int day) =>
        day != DocumentDate.Unknown ? day : throw new FormatException($"“{date}” is not a date such as 2011, 2011-07 or 2011-07-12.");

    private static (string, bool, (CatalogField, int)[])[] Words(string text, StringTable strings)
    {
        var found = new List<string>();
        foreach (var word in FoldedText.SearchWords(FoldedText.Of(text)))
            if (found.Count < MostWords) found.Add(word.ToString());
        return [.. found.Select((word, i) =>
        {
            var prefix = i == found.Count - 1 && (word.Length >= ShortestBeginning || FoldedText.IsIdeograph(word[0]));
            var names = SpeakerNames.Default.Find(word, prefix).Select(n => (n.Field, Value: strings.Find(n.Id))).Where(n => n.Value >= 0).Distinct().ToArray();
            return (word, prefix, names);
        })];
    }

    private static string KeyOf(CatalogQuery query)
    {
        var key = new StringBuilder();
        foreach (var list in new[] { query.Regions, query.Kinds.Select(CatalogSnapshot.KindName), query.Countries, query.Organizations, query.Events, query.Languages, query.Speakers })
            key.AppendJoin('\u0001', list.Order(StringComparer.Ordinal)).Append('\u0002');
        return key.Append(query.From).Append('\u0002').Append(query.To).Append('\u0002').Append(query.Text).Append(query.EveryLanguage ? '\u0003' : '\u0002').Append(query.Undated ? '\u0003' : '\u0002').ToString();
    }

    /// <summary>
    /// The fields that are filtered, without one of them; null where the filter is also of what the documents of a work have each for
    /// itself: language, speaker, words, day.
    /// </summary>
    private List<CatalogField>? Evenly(CatalogField? except)
    {
        if (words is not null || (days is not null && except != CatalogField.Year)) return null;
        var filtered = Enumerable.Range(0, Segment.Columns).Select(f => (CatalogField)f).Where(f => f != except && Has(f)).ToList();
        return filtered.Contains(CatalogField.Language) || filtered.Contains(CatalogField.Speaker) ? null : filtered;
    }

    /// <summary>See <see cref="Match"/>.</summary>
    public sealed class Matches : IDisposable
    {
        private readonly CatalogFilter filter;
        private readonly Segment segment;
        private readonly ulong[] listed, leads;
        private readonly int words;
        private readonly List<ulong[]> rented = [];
        private readonly ulong[]?[] fields = new ulong[]?[Segment.Columns];
        private readonly ulong[]? text;
        private ulong[]? each, once;

        public Matches(CatalogFilter filter, Segment segment, ulong[] listed, ulong[] leads)
        {
            (this.filter, this.segment, this.listed, this.leads, words) = (filter, segment, listed, leads, Bits.Words(segment.Count));
            for (var field = 0; field < fields.Length; field++)
                if (filter.values[field] is { } wanted) fields[field] = Documents(segment.Column((CatalogField)field), wanted);
            text = filter.words is null ? null : MatchText(filter.words);
        }

        /// <summary>What passes all of the filter, or where <paramref name="except"/> is given that of every other field; not to be changed.</summary>
        public ReadOnlySpan<ulong> Each(CatalogField? except = null) =>
            (except is { } field && filter.Has(field) ? Intersect(listed, field) : each ??= Intersect(listed, null)).AsSpan(0, words);

        /// <summary>The same with one document of each work; with all of them where the filter wants each language.</summary>
        public ReadOnlySpan<ulong> Once(CatalogField? except = null) =>
            (except is { } field && filter.Has(field) ? Collapsed(field) : once ??= Collapsed(null)).AsSpan(0, words);

        /// <summary>Where in the order of the titles there may be a document that passes: <see cref="TitleOrder.Blocks"/>; null for anywhere.</summary>
        public ulong[]? TitleBlocks()
        {
            ulong[]? blocks = null;
            for (var field = 0; field < fields.Length; field++)
            {
                if (filter.values[field] is not [var only] || segment.TitleBlocks((CatalogField)field, only) is not { } some) continue;
                if (blocks is null) blocks = [.. some];
                else Bits.And(blocks, some, blocks);
            }
            return blocks;
        }

        public void Dispose()
        {
            foreach (var set in rented) ArrayPool<ulong>.Shared.Return(set);
        }

        /// <summary>The documents that have any of these values; not to be changed.</summary>
        private ulong[] Documents(FacetColumn column, IReadOnlyList<int> wanted)
        {
            if (wanted is [var one] && column.BitsOf(one) is { } bits) return bits;
            var set = Rent();
            column.Mark(wanted, set);
            return set;
        }

        private ulong[] Collapsed(CatalogField? except)
        {
            if (filter.EveryLanguage || !segment.Works.Any) return except is null ? each ??= Intersect(listed, null) : Intersect(listed, except);
            // Works that pass or fail as a whole are as good as their first documents.
            var even = filter.Evenly(except);
            if (even is not null && !segment.Works.AnyUneven(even)) return Intersect(leads, except);
            var set = Rent(clear: false);
            segment.Works.Collapse(Each(except), even, set.AsSpan(0, words));
            return set;
        }

        private ulong[] Intersect(ulong[] all, CatalogField? except)
        {
            ulong[]? set = null;
            for (var field = 0; field < fields.Length; field++)
                if (fields[field] is { } marked && except != (CatalogField)field) Narrow(marked);
            if (text is not null) Narrow(text);
            if (filter.days is { } days && except != CatalogField.Year)
            {
                if (set is null) Narrow(all);
                var (start, end) = segment.Days(days.First, days.Last);
                Bits.Clip(set.AsSpan(0, words), start, end);
            }
            return set ?? all;

            void Narrow(ulong[] other)
            {
                var before = set ?? all;
                set ??= Rent(clear: false);
                Bits.And(before.AsSpan(0, words), other.AsSpan(0, words), set.AsSpan(0, words));
            }
        }

        private ulong[] MatchText((string Word, bool Prefix, (CatalogField Field, int Value)[] Names)[] terms)
        {
            // Text without a letter or digit stands in no document.
            var result = Rent();
            for (var t = 0; t < terms.Length; t++)
            {
                var set = t == 0 ? result : Rent();
                segment.Text.Mark(terms[t].Word, terms[t].Prefix, set);
                foreach (var (field, value) in terms[t].Names) segment.Column(field).Mark([value], set);
                if (t > 0) Bits.And(result.AsSpan(0, words), set.AsSpan(0, words), result.AsSpan(0, words));
            }
            return result;
        }

        private ulong[] Rent(bool clear = true)
        {
            var set = ArrayPool<ulong>.Shared.Rent(words);
            if (clear) set.AsSpan(0, words).Clear();
            rented.Add(set);
            return set;
        }
    }
}

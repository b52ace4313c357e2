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
        if (query.From is not null || query.To is not null)
        {
            // An unknown date is in no range.
            days = (query.From is null ? DocumentDate.Unknown + 1 : Checked(query.From, DocumentDate.FirstDay(query.From)),
                query.To is null ? int.MaxValue : Checked(query.To, DocumentDate.LastDay(query.To)));
        }
        if (query.Text is not null) words = Words(query.Text, strings);
        EveryLanguage = query.EveryLanguage;
        Key = KeyOf(query);
        // A date may differ within a year.
        var filtered = Enumerable.Range(0, Segment.Columns).Select(f => (CatalogField)f).Where(Has).ToArray();
        if (days is null && words is null && !filtered.Contains(CatalogField.Language) && !filtered.Contains(CatalogField.Speaker)) Evenly = filtered;

        void Set(CatalogField field, IReadOnlyList<string> wanted)
        {
            if (wanted.Count > 0) values[(int)field] = [.. wanted.Select(strings.Find).Where(n => n >= 0)];
        }
    }

    /// <summary>The same for two filters that let the same documents through because they say the same.</summary>
    public string Key { get; }

    /// <summary>As <see cref="CatalogQuery.EveryLanguage"/>.</summary>
    public bool EveryLanguage { get; }

    /// <summary>The fields that are filtered; null where the filter is also of what all documents of a work have each for itself.</summary>
    private CatalogField[]? Evenly { get; }

    public bool Has(CatalogField field) => field == CatalogField.Year ? days is not null : values[(int)field] is not null;

    /// <summary>
    /// The documents of a segment that the filter lets through, one set for all of it, and one for each field that leaves that field
    /// out. The sets are rented: dispose of them.
    /// </summary>
    public Matches Match(Segment segment, ulong[] listed, bool leavingOut) => new(this, segment, listed, leavingOut);

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
        return key.Append(query.From).Append('\u0002').Append(query.To).Append('\u0002').Append(query.Text).Append(query.EveryLanguage ? '\u0003' : '\u0002').ToString();
    }

    /// <summary>See <see cref="Match"/>.</summary>
    public sealed class Matches : IDisposable
    {
        private readonly CatalogFilter filter;
        private readonly Segment segment;
        private readonly ulong[] listed;
        private readonly int words;
        private readonly List<ulong[]> rented = [];
        private readonly ulong[]?[] fields = new ulong[]?[Segment.Columns];
        private readonly ulong[]? text;

        public Matches(CatalogFilter filter, Segment segment, ulong[] listed, bool leavingOut)
        {
            (this.filter, this.segment, this.listed, words) = (filter, segment, listed, Bits.Words(segment.Count));
            for (var field = 0; field < fields.Length; field++)
                if (filter.values[field] is { } wanted) fields[field] = Documents(segment.Column((CatalogField)field), wanted);
            text = filter.words is null ? null : MatchText(filter.words);
            All = Intersect(except: null);
            Leaving = leavingOut;
        }

        /// <summary>What passes all of the filter; not to be changed.</summary>
        public ulong[] All { get; }

        private bool Leaving { get; }

        /// <summary>What passes the filter of every field but this one.</summary>
        public ReadOnlySpan<ulong> Without(CatalogField field) => (filter.Has(field) && Leaving ? Intersect(field) : All).AsSpan(0, words);

        /// <summary>A set of these documents with one of each work; the set itself where the filter wants each language. Not to be changed.</summary>
        public ReadOnlySpan<ulong> Once(ReadOnlySpan<ulong> set)
        {
            if (filter.EveryLanguage || !segment.Works.Any) return set;
            var once = Rent(clear: false);
            segment.Works.Collapse(set, filter.Evenly, once.AsSpan(0, words));
            return once.AsSpan(0, words);
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

        private ulong[] Intersect(CatalogField? except)
        {
            ulong[]? set = null;
            for (var field = 0; field < fields.Length; field++)
                if (fields[field] is { } marked && except != (CatalogField)field) Narrow(marked);
            if (text is not null) Narrow(text);
            if (filter.days is { } days && except != CatalogField.Year)
            {
                if (set is null) Narrow(listed);
                var (start, end) = segment.Days(days.First, days.Last);
                Bits.Clip(set.AsSpan(0, words), start, end);
            }
            return set ?? listed;

            void Narrow(ulong[] other)
            {
                var before = set ?? listed;
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

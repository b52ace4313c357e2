using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Where a document stands in the catalog's order: newest date first, documents of one date by who speaks (those of nobody first), then
/// by id; unknown dates last, of those the latest commit first, then by id. Sorted by title: title, then id. A cursor is the
/// key of the last document of a page, so it stays right while other documents come and go.
/// </summary>
/// <param name="Day">0 where the date is unknown or does not count.</param>
/// <param name="Committed">0 where it does not count.</param>
/// <param name="Text">The folded name or title, empty where none counts.</param>
internal readonly record struct SortKey(int Day, long Committed, string Text, string Id) : IComparable<SortKey>
{
    private const int LongestCursor = 800;

    public int CompareTo(SortKey other)
    {
        if (Day != other.Day) return other.Day.CompareTo(Day);
        if (Committed != other.Committed) return other.Committed.CompareTo(Committed);
        var byText = string.CompareOrdinal(Text, other.Text);
        return byText != 0 ? byText : string.CompareOrdinal(Id, other.Id);
    }

    public string ToCursor(CatalogOrder order) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Letter(order)}.{Day}.{Committed}.{Id}.{Text}")));

    /// <exception cref="FormatException">It is not a cursor that <see cref="ToCursor"/> made in this order.</exception>
    public static SortKey FromCursor(string cursor, CatalogOrder order)
    {
        try
        {
            if (cursor.Length <= LongestCursor && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('.', 5) is [[var letter], var first, var second, { Length: > 0 } id, var text]
                && letter == Letter(order)
                && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
                && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var committed))
            {
                return new SortKey(day, committed, text, id);
            }
        }
        catch (FormatException)
        {
            // Not Base64: the same complaint as below.
        }
        throw new FormatException("The cursor is not one that this catalog gave.");
    }

    private static char Letter(CatalogOrder order) => order == CatalogOrder.Date ? 'd' : 't';
}

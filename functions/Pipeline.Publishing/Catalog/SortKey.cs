using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Where a document stands in the catalog's order: newest date first, unknown dates last, then the latest commit, then the id; or
/// where sorted by title, the folded title, then the id. A cursor is the key of the last document of a page, so it stays right
/// while other documents come and go.
/// </summary>
internal readonly record struct SortKey(int Day, long Committed, string? Title, string Id) : IComparable<SortKey>
{
    private const int LongestCursor = 800;

    public int CompareTo(SortKey other)
    {
        if (Title is not null)
        {
            var byTitle = string.CompareOrdinal(Title, other.Title);
            return byTitle != 0 ? byTitle : string.CompareOrdinal(Id, other.Id);
        }
        var byDay = other.Day.CompareTo(Day);
        if (byDay != 0) return byDay;
        var byCommit = other.Committed.CompareTo(Committed);
        return byCommit != 0 ? byCommit : string.CompareOrdinal(Id, other.Id);
    }

    public string ToCursor() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        Title is null ? string.Create(CultureInfo.InvariantCulture, $"{Day}.{Committed}.{Id}") : $"t.{Id}.{Title}"));

    /// <exception cref="FormatException">It is not a cursor that <see cref="ToCursor"/> made in this order.</exception>
    public static SortKey FromCursor(string cursor, CatalogOrder order)
    {
        try
        {
            if (cursor.Length <= LongestCursor && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('.', 3) is [var first, var second, var third])
            {
                if (order == CatalogOrder.Title && first == "t" && second.Length > 0) return new SortKey(0, 0, third, second);
                if (order == CatalogOrder.Date && third.Length > 0
                    && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
                    && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var committed))
                {
                    return new SortKey(day, committed, null, third);
                }
            }
        }
        catch (FormatException)
        {
            // Not Base64: the same complaint as below.
        }
        throw new FormatException("The cursor is not one that this catalog gave.");
    }
}

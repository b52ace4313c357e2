using System.Globalization;
using Azure.Data.Tables;

namespace Pipeline.Publishing.Storage;

/// <summary>Texts of any length in table rows: a property holds 64 KiB (32 Ki characters), so longer ones run on in <c>Name2</c>, <c>Name3</c> …</summary>
internal static class TableText
{
    private const int LongestPiece = 30_000;

    /// <summary>Sets the property; nothing where the text is null or empty.</summary>
    public static void SetText(this TableEntity entity, string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        for (var (start, piece) = (0, 1); start < text.Length; piece++)
        {
            var length = Math.Min(LongestPiece, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1])) length--;
            entity[Piece(name, piece)] = text.Substring(start, length);
            start += length;
        }
    }

    /// <summary>The whole text; null where the row has none.</summary>
    public static string? GetText(this TableEntity entity, string name)
    {
        var text = entity.GetString(name);
        if (text is null || text.Length < LongestPiece - 1) return text;
        for (var piece = 2; entity.GetString(Piece(name, piece)) is { } more; piece++) text += more;
        return text;
    }

    /// <summary>The text cut to a length, with an ellipsis where something was cut off; no surrogate pair is split.</summary>
    public static string? Bounded(string? text, int characters)
    {
        if (text is null || text.Length <= characters) return text;
        var end = characters - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }

    private static string Piece(string name, int piece) => piece == 1 ? name : name + piece.ToString(CultureInfo.InvariantCulture);
}

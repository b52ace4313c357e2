using System.Globalization;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Numbers as attributes have them: plain, or, in strict files, with a unit (ST_UniversalMeasure).</summary>
internal static class WordUnits
{
    public static int? Number(string? value) =>
        value is null ? null
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && Math.Abs(real) < int.MaxValue ? (int)real
        : null;

    /// <summary>A length in twentieths of a point.</summary>
    public static int? Twips(string? value)
    {
        if (value is not { Length: > 2 } || Factor(value[^2..]) is not { } factor)
            return Number(value);
        return double.TryParse(value.AsSpan(0, value.Length - 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var length) && Math.Abs(length) < 1e6
            ? (int)(length * factor)
            : null;
    }

    private static double? Factor(string unit) => unit switch
    {
        "pt" => 20,
        "in" => 1440,
        "cm" => 1440 / 2.54,
        "mm" => 144 / 2.54,
        "pc" or "pi" => 240,
        _ => null,
    };
}

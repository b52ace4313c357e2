namespace Pipeline.Documents.Unicode;

/// <summary>Code points in UTF-16. Unpaired surrogates stand for themselves, so that any string can be read.</summary>
public static class CodePoints
{
    /// <summary>The code point at <paramref name="index"/>, which then stands behind it.</summary>
    public static int Read(ReadOnlySpan<char> text, ref int index)
    {
        var unit = text[index++];
        if (char.IsHighSurrogate(unit) && index < text.Length && char.IsLowSurrogate(text[index]))
            return char.ConvertToUtf32(unit, text[index++]);
        return unit;
    }

    /// <summary>Writes a code point (or an unpaired surrogate) as one or two UTF-16 units; returns how many.</summary>
    public static int Write(int codePoint, Span<char> target)
    {
        if (codePoint < 0x10000)
        {
            target[0] = (char)codePoint;
            return 1;
        }
        target[0] = (char)(0xD7C0 + (codePoint >> 10));
        target[1] = (char)(0xDC00 + (codePoint & 0x3FF));
        return 2;
    }
}

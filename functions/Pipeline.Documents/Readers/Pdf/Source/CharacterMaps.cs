using System.Buffers.Text;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// How many codes the ranges of a character map (CMap; ISO 32000-1 9.7.5.4, 9.10.3) have together. PdfPig writes down every code of
/// every range, so that three numbers may fill the memory, or a few megabytes of ranges take hours.
/// </summary>
internal static class CharacterMaps
{
    /// <summary>How many PdfPig would write down, or <paramref name="most"/> where it is more.</summary>
    public static long Codes(ReadOnlySpan<byte> map, long most)
    {
        var codes = 0L;
        for (var at = 0; codes < most && map[at..].IndexOf("beginbfrange"u8) is >= 0 and var begin;)
        {
            at += begin + "beginbfrange".Length;
            // The low code, the high code, and what the low one means; or in brackets what each means.
            var low = ReadOnlySpan<byte>.Empty;
            for (var place = 0; codes < most && Next(map, ref at) is { IsEmpty: false } token && token[0] != 'e'; place = (place + 1) % 3)
            {
                if (place == 0) low = token;
                if (place == 1) codes += 1 + Range(low, token, most);
            }
        }
        return Math.Min(codes, most);
    }

    /// <summary>The next string of hexadecimal digits, array, or word with an e, as the one that ends a section; empty at the end.</summary>
    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> map, scoped ref int at)
    {
        while (map[at..].IndexOfAny("<[%e"u8) is >= 0 and var skipped)
        {
            var rest = map[(at + skipped)..];
            var length = 1 + rest[0] switch { (byte)'<' => rest.IndexOf((byte)'>'), (byte)'[' => rest.IndexOf((byte)']'), (byte)'%' => rest.IndexOfAny((byte)'\r', (byte)'\n'), _ => 0 };
            if (length == 0) break;
            at += skipped + length;
            if (rest[0] != '%') return rest[..length];
        }
        at = map.Length;
        return [];
    }

    /// <summary>How far it is from one code to another: the difference at the first digit that differs, and at those after it.</summary>
    private static long Range(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high, long most)
    {
        var range = 0L;
        var (l, h) = (0, 0);
        while (Digit(low, ref l) is >= 0 and var a && Digit(high, ref h) is >= 0 and var b)
        {
            range = Math.Min(range * 16 + b - a, most);
            if (range < 0) return 0;
        }
        // Digits that only one of them has count as if they made the range longer.
        while (range > 0 && range < most && Digit(low, ref l) >= 0) range *= 16;
        return range;
    }

    /// <summary>The next digit's value; -1 at the end.</summary>
    private static int Digit(ReadOnlySpan<byte> digits, ref int at)
    {
        while (at < digits.Length)
        {
            if (Utf8Parser.TryParse(digits.Slice(at++, 1), out byte value, out _, 'x')) return value;
        }
        return -1;
    }
}

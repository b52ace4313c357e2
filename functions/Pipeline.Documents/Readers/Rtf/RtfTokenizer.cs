using System.Buffers;

namespace Pipeline.Documents.Readers.Rtf;

internal enum RtfToken
{
    End,
    GroupStart,
    GroupEnd,

    /// <summary>A control word, with its number where it has one.</summary>
    Word,

    /// <summary>A backslash and a character that is no letter.</summary>
    Symbol,

    /// <summary>Bytes of text, or the one that <c>\'</c> states.</summary>
    Text,

    /// <summary>The bytes after <c>\bin</c>.</summary>
    Binary,
}

/// <summary>Cuts RTF into tokens (RTF 1.9.1, "Basic entities"). It never fails: what is not well-formed is text or ends the file.</summary>
internal sealed class RtfTokenizer(ReadOnlyMemory<byte> bytes)
{
    private const int LongestWord = 32;

    private static readonly SearchValues<byte> Special = SearchValues.Create("{}\\\r\n\0"u8);

    private readonly byte[] hex = new byte[1];
    private int at;
    private int binary;

    public string Word { get; private set; } = "";

    /// <summary>The number after a control word; null where it has none.</summary>
    public int? Number { get; private set; }

    public char Symbol { get; private set; }

    /// <summary>The bytes of text or of binary data.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Whether the text is one character written as <c>\'xx</c>.</summary>
    public bool IsHex { get; private set; }

    public RtfToken Next()
    {
        var span = bytes.Span;
        if (binary > 0)
        {
            var length = Math.Min(binary, span.Length - at);
            Bytes = bytes.Slice(at, length);
            at += length;
            binary = 0;
            return RtfToken.Binary;
        }
        while (at < span.Length && span[at] is (byte)'\r' or (byte)'\n' or 0)
            at++;
        if (at >= span.Length)
            return RtfToken.End;
        switch (span[at])
        {
            case (byte)'{': at++; return RtfToken.GroupStart;
            case (byte)'}': at++; return RtfToken.GroupEnd;
            case (byte)'\\': return Control(span);
            default:
                var text = span[at..].IndexOfAny(Special);
                text = text < 0 ? span.Length - at : text;
                Bytes = bytes.Slice(at, text);
                IsHex = false;
                at += text;
                return RtfToken.Text;
        }
    }

    private RtfToken Control(ReadOnlySpan<byte> span)
    {
        at++;
        if (at >= span.Length)
            return RtfToken.End;
        if (!char.IsAsciiLetter((char)span[at]))
        {
            Symbol = (char)span[at++];
            if (Symbol != '\'')
                return RtfToken.Symbol;
            hex[0] = (byte)((Digit(span, at) << 4) | Digit(span, at + 1));
            at = Math.Min(at + 2, span.Length);
            (Bytes, IsHex) = (hex, true);
            return RtfToken.Text;
        }
        var start = at;
        while (at < span.Length && at - start < LongestWord && char.IsAsciiLetter((char)span[at]))
            at++;
        Word = RtfWords.Name(span[start..at]);
        Number = null;
        var negative = at + 1 < span.Length && span[at] == '-' && char.IsAsciiDigit((char)span[at + 1]);
        if (negative)
            at++;
        if (at < span.Length && char.IsAsciiDigit((char)span[at]))
        {
            long number = 0;
            for (; at < span.Length && char.IsAsciiDigit((char)span[at]); at++)
                number = Math.Min((number * 10) + span[at] - '0', int.MaxValue);
            Number = (int)(negative ? -number : number);
        }
        if (at < span.Length && span[at] == ' ')
            at++;
        if (Word == "bin" && Number is > 0)
            binary = Number.Value;
        return RtfToken.Word;
    }

    private static int Digit(ReadOnlySpan<byte> span, int at) => at < span.Length && char.IsAsciiHexDigit((char)span[at]) ? Convert.ToInt32(((char)span[at]).ToString(), 16) : 0;
}

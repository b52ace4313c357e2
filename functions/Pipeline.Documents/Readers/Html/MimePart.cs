using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Documents.Readers.Html;

/// <summary>A part of a message (RFC 2045, RFC 2046), as web pages in one file are made of.</summary>
/// <param name="Headers">By their names in small letters, the first of each name; lines that go on are joined (RFC 5322 2.2.3).</param>
/// <param name="Encoded">What follows them, in its transfer encoding.</param>
internal sealed record MimePart(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Encoded)
{
    private const int LongestHeaders = 1 << 16;
    private const int MaximumDepth = 8;

    /// <summary>Such as <c>text/html</c>, in small letters; empty where it says none.</summary>
    public string MediaType => Header("content-type").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>A header's value; empty where there is none.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>A parameter of the content type, such as <c>charset</c>; null where there is none.</summary>
    public string? Parameter(string name)
    {
        var match = Regex.Match(Header("content-type"), $@";\s*{name}\s*=\s*(?:""([^""]*)""|([^;\s""]+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success ? match.Groups[1].Value + match.Groups[2].Value : null;
    }

    public static MimePart Parse(ReadOnlyMemory<byte> bytes)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        var at = 0;
        while (at < bytes.Length)
        {
            var line = Line(bytes.Span[at..], out var length);
            at += length;
            if (line.IsEmpty || at > LongestHeaders) break;
            var text = Encoding.Latin1.GetString(line);
            if (text[0] is ' ' or '\t')
            {
                if (headers.TryGetValue(name, out var begun)) headers[name] = begun + " " + text.Trim();
                continue;
            }
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            name = colon < 0 ? "" : text[..colon].Trim().ToLowerInvariant();
            if (colon > 0 && !headers.TryAdd(name, text[(colon + 1)..].Trim())) name = "";
        }
        return new MimePart(headers, bytes[at..]);
    }

    /// <summary>The parts that are no <c>multipart</c>, in their order; the message itself where it has no others.</summary>
    /// <param name="maximum">Parts beyond this many are left out.</param>
    public List<MimePart> Leaves(int maximum)
    {
        var leaves = new List<MimePart>();
        Collect(this, 0);
        return leaves;

        void Collect(MimePart part, int depth)
        {
            if (part.MediaType.StartsWith("multipart/", StringComparison.Ordinal) && part.Parameter("boundary") is { Length: > 0 } boundary)
            {
                if (depth == MaximumDepth) return;
                foreach (var body in Split(part.Encoded, Encoding.Latin1.GetBytes("--" + boundary)))
                {
                    if (leaves.Count == maximum) return;
                    Collect(Parse(body), depth + 1);
                }
            }
            else if (leaves.Count < maximum)
            {
                leaves.Add(part);
            }
        }
    }

    /// <summary>The bytes, decoded (RFC 2045 6).</summary>
    public ReadOnlyMemory<byte> Bytes() => Header("content-transfer-encoding").Trim().ToLowerInvariant() switch
    {
        "base64" => FromBase64(Encoded.Span),
        "quoted-printable" => FromQuotedPrintable(Encoded.Span),
        _ => Encoded,
    };

    // RFC 2046 5.1.1: what stands between lines that begin with the delimiter; the line end before one belongs to it. What is before
    // the first and after the last is none of it; of a file that was cut off the last part ends with the file.
    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes, byte[] delimiter)
    {
        var bodies = new List<ReadOnlyMemory<byte>>();
        var start = -1;
        for (var at = 0; at < bytes.Length;)
        {
            var line = Line(bytes.Span[at..], out var length);
            if (line.StartsWith(delimiter) && line[delimiter.Length..].Trim(" \t-"u8).IsEmpty)
            {
                if (start >= 0) bodies.Add(bytes[start..Math.Max(start, EndBefore(bytes.Span, at))]);
                start = at + length;
                if (line[delimiter.Length..].StartsWith("--"u8)) return bodies;
            }
            at += length;
        }
        if (start >= 0) bodies.Add(bytes[start..]);
        return bodies;
    }

    private static int EndBefore(ReadOnlySpan<byte> bytes, int at) => at >= 2 && bytes[at - 2] == '\r' ? at - 2 : Math.Max(at - 1, 0);

    /// <summary>The first line without its end; <paramref name="length"/> with it.</summary>
    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes, out int length)
    {
        var end = bytes.IndexOf((byte)'\n');
        length = end < 0 ? bytes.Length : end + 1;
        return bytes[..length].TrimEnd("\r\n"u8);
    }

    private static byte[] FromBase64(ReadOnlySpan<byte> text)
    {
        var letters = new byte[text.Length];
        var count = 0;
        foreach (var c in text)
        {
            if (c == '=') break;
            if (char.IsAsciiLetterOrDigit((char)c) || c is (byte)'+' or (byte)'/') letters[count++] = c;
        }
        // Four letters are three bytes; one letter alone is none.
        var bytes = new byte[count / 4 * 3 + 3];
        Base64.DecodeFromUtf8(letters.AsSpan(0, count & ~3), bytes, out _, out var written);
        if (count % 4 > 1)
        {
            Span<byte> last = [(byte)'A', (byte)'A', (byte)'A', (byte)'A'];
            letters.AsSpan(count & ~3, count % 4).CopyTo(last);
            Base64.DecodeFromUtf8(last, bytes.AsSpan(written), out _, out _);
            written += count % 4 - 1;
        }
        return bytes[..written];
    }

    // RFC 2045 6.7: =XX is a byte, = at a line's end joins it with the next. Anything else after = stays as it is.
    private static byte[] FromQuotedPrintable(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes[count++] = text[i];
                continue;
            }
            var rest = text[(i + 1)..];
            if (Utf8Parser.TryParse(rest[..Math.Min(2, rest.Length)], out byte value, out var digits, 'x') && digits == 2)
            {
                bytes[count++] = value;
                i += 2;
                continue;
            }
            var blanks = rest.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
            if (blanks >= 0 && rest[blanks] == '\n') i += blanks + 1;
            else bytes[count++] = text[i];
        }
        return bytes[..count];
    }
}

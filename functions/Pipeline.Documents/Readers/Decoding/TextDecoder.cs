using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Pipeline.Documents.Readers.Decoding;

/// <summary>
/// Turns a text file's bytes into characters. Encodings in this order: byte order mark, UTF-16 by its zero bytes,
/// UTF-8 where it is valid, a legacy encoding by its statistics.
/// </summary>
internal static class TextDecoder
{
    /// <summary>Up to this share of broken sequences a file is UTF-8 with damage, not a text in another encoding.</summary>
    private const int DamagedOneIn = 50;

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0xA0).Where(c => (c < 0x20 && c is not ('\t' or '\n' or '\r' or '\f')) || c >= 0x7F).Select(c => (char)c))
        // U+FEFF in the text, and the noncharacters that a damaged file may have.
        + "\uFEFF\uFFFE\uFFFF");

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="declared">The encoding that the file says it is in, for formats that can say so. Valid UTF-8 is UTF-8 whatever it says.</param>
    public static string Decode(ReadOnlyMemory<byte> bytes, Findings findings, Encoding? declared = null) => WithoutControls(Characters(bytes, findings, declared), findings);

    private static string Characters(ReadOnlyMemory<byte> bytes, Findings findings, Encoding? declared)
    {
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            span = span[3..];
        else if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(span[2..]);
        else if (span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(span[2..]);
        else if (IsUtf16(span))
            return LittleOrBig(span).GetString(span);

        if (declared is { CodePage: 65001 })
            declared = null;
        if (Utf8.IsValid(span) && (declared is null || span.ContainsAnyInRange((byte)0x80, (byte)0xFF)))
            return Encoding.UTF8.GetString(span);
        if (declared is not null)
            return declared.GetString(span);
        return Broken(bytes[(bytes.Length - span.Length)..], findings);
    }

    /// <summary>
    /// Whether the bytes are UTF-16: by their mark, or by zeros in at least a third of either the even or the odd places and hardly any in
    /// the others, which is what nothing else looks like.
    /// </summary>
    public static bool IsUtf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return true;
        if (bytes.Length < 4 || !bytes[..Math.Min(bytes.Length, 4096)].Contains((byte)0))
            return false;
        var (even, odd) = Zeros(bytes);
        var pairs = Math.Min(bytes.Length, 4096) / 2;
        return (even > pairs / 3 && odd <= pairs / 50) || (odd > pairs / 3 && even <= pairs / 50);
    }

    private static Encoding LittleOrBig(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = Zeros(bytes);
        return even > odd ? Encoding.BigEndianUnicode : Encoding.Unicode;
    }

    private static (int Even, int Odd) Zeros(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < Math.Min(bytes.Length, 4096); i += 2)
        {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }
        return (even, odd);
    }

    private static string Broken(ReadOnlyMemory<byte> bytes, Findings findings)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        var replaced = text.AsSpan().Count('\uFFFD');
        var beyondAscii = text.Count(c => c >= 0x80);
        // In a text in another encoding nearly every character beyond ASCII is broken as UTF-8, in a damaged UTF-8 file hardly one.
        if (replaced * 2 > beyondAscii || replaced > Math.Max(beyondAscii / DamagedOneIn, 3))
        {
            if (Guess(bytes) is { } encoding)
            {
                findings.Add("encoding-guessed", Severity.Warning,
                    $"The file does not say in which encoding its letters are stored; it was read as {encoding.WebName}. Check letters with accents, and save the file as UTF-8 if some are wrong.");
                return encoding.GetString(bytes.Span);
            }
        }
        var line = 1 + text.AsSpan(0, text.IndexOf('\uFFFD', StringComparison.Ordinal)).Count('\n');
        findings.Add("invalid-characters", Severity.Warning, string.Create(CultureInfo.InvariantCulture,
            $"{replaced} damaged characters are shown as \uFFFD. Look for them, correct them in the file, and upload it again."), Findings.Place(line));
        return text;
    }

    private static Encoding? Guess(ReadOnlyMemory<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 1 << 18)].ToArray();
        var detected = UtfUnknown.CharsetDetector.DetectFromBytes(sample).Detected;
        // Short or unclear texts: what Western versions of Windows write, which every byte has a meaning in.
        if (detected is not { Encoding: { } encoding } || detected.Confidence < 0.5f || encoding.CodePage is 65001 or 20127)
            return Encoding.GetEncoding(1252);
        // ISO 8859-1 has control characters where Windows-1252 has typographic quotes; browsers read the one as the other too.
        return encoding.CodePage == 28591 ? Encoding.GetEncoding(1252) : encoding;
    }

    private static string WithoutControls(string text, Findings findings)
    {
        var first = text.AsSpan().IndexOfAny(Controls);
        if (first < 0)
            return text;
        var kept = new StringBuilder(text.Length);
        var removed = 0;
        foreach (var c in text)
        {
            // NEL (U+0085) ends a line in texts from mainframes.
            if (c == '\u0085')
                kept.Append('\n');
            else if (!Controls.Contains(c))
                kept.Append(c);
            else if (c != '\uFEFF')
                removed++;
        }
        if (removed > 0)
            findings.Add("control-characters", Severity.Info, string.Create(CultureInfo.InvariantCulture,
                $"{removed} invisible control characters were left out."), Findings.Place(1 + text.AsSpan(0, first).Count('\n')));
        return kept.ToString();
    }
}

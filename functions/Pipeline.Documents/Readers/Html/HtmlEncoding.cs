using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Documents.Readers.Html;

/// <summary>The encoding that a page says it is in, in its first bytes (HTML 13.2.3.2, "prescan a byte stream").</summary>
internal static partial class HtmlEncoding
{
    private const int Beginning = 4096;

    /// <summary>Null where it says none, or one that is not known.</summary>
    public static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Beginning)]);
        var match = Meta().Match(start);
        if (!match.Success)
            match = XmlDeclaration().Match(start);
        return match.Success ? Find(match.Groups[1].Value) : null;
    }

    /// <summary>The labels ISO 8859-1 and US-ASCII mean Windows-1252 (Encoding Standard, 4.2).</summary>
    public static Encoding? Find(string label)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return label.ToLowerInvariant() switch
            {
                "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => Encoding.GetEncoding(1252),
                "iso-8859-9" => Encoding.GetEncoding(1254),
                "tis-620" or "iso-8859-11" => Encoding.GetEncoding(874),
                "gb2312" or "gbk" or "x-gbk" => Encoding.GetEncoding(54936),
                "x-sjis" or "shift-jis" or "sjis" => Encoding.GetEncoding(932),
                "utf-16" or "utf-16le" or "utf-16be" or "unicode" => Encoding.UTF8, // A page whose declaration can be read byte by byte is not.
                var other => Encoding.GetEncoding(other),
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex("<meta[^>]{1,500}?charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meta();

    [GeneratedRegex("^[^<]{0,4}<\\?xml[^>]{1,200}encoding\\s*=\\s*[\"']([A-Za-z0-9_:.-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex XmlDeclaration();
}

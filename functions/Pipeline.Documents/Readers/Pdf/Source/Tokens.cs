using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>Values of dictionaries, through references. What is missing or of another type is null.</summary>
internal static class Tokens
{
    public static DictionaryToken? Dictionary(this DictionaryToken dictionary, string key, IPdfTokenScanner scanner) =>
        dictionary.TryGet(NameToken.Create(key), scanner, out DictionaryToken? value) ? value : null;

    public static string? Name(this DictionaryToken dictionary, string key, IPdfTokenScanner scanner) =>
        dictionary.TryGet(NameToken.Create(key), scanner, out NameToken? value) ? value.Data : null;

    public static int? Number(this DictionaryToken dictionary, string key, IPdfTokenScanner scanner) =>
        dictionary.TryGet(NameToken.Create(key), scanner, out NumericToken? value) ? value.Int : null;

    /// <summary>A text string (7.9.2.2): UTF-16 or UTF-8 with their marks, or PDFDocEncoding, which PdfPig decodes.</summary>
    public static string? Text(this DictionaryToken dictionary, string key, IPdfTokenScanner scanner)
    {
        if (!dictionary.TryGet(NameToken.Create(key), out var token))
            return null;
        if (DirectObjectFinder.TryGet<StringToken>(token, scanner, out var text))
            return text.EncodedWith == StringToken.Encoding.Utf16BE || !text.Data.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal)
                ? text.Data
                : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text.Data[3..]));
        if (!DirectObjectFinder.TryGet<HexToken>(token, scanner, out var hexadecimal))
            return null;
        var bytes = hexadecimal.Bytes.ToArray();
        return bytes switch
        {
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3),
            _ => Encoding.Latin1.GetString(bytes),
        };
    }
}

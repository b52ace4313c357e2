using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>The structure tree of a file as text, read by PdfPig: a line an element, with its entries in order of their names.</summary>
internal static class TreeDump
{
    public static string Of(byte[] bytes)
    {
        using var pdf = PdfDocument.Open(bytes);
        var result = new StringBuilder();
        var pages = pdf.GetPages().ToDictionary(p => p.Dictionary, p => p.Number);
        var root = (DictionaryToken)Follow(pdf, pdf.Structure.Catalog.CatalogDictionary.Data["StructTreeRoot"]);
        Write(pdf, root.Data["K"], 0, result, pages.Count);
        return result.ToString();
    }

    private static void Write(PdfDocument pdf, IToken token, int depth, StringBuilder result, int pages)
    {
        var indent = new string(' ', depth * 2);
        switch (Follow(pdf, token))
        {
            case NumericToken number:
                result.Append(indent).Append("mcid ").Append(number.Int.ToString(CultureInfo.InvariantCulture)).Append('\n');
                break;
            case ArrayToken array:
                foreach (var kid in array.Data) Write(pdf, kid, depth, result, pages);
                break;
            case DictionaryToken dictionary when dictionary.Data.TryGetValue("S", out var type):
                result.Append(indent).Append(((NameToken)Follow(pdf, type)).Data);
                foreach (var (key, value) in dictionary.Data.OrderBy(e => e.Key, StringComparer.Ordinal))
                    if (key is not ("S" or "P" or "K" or "Pg")) result.Append(' ').Append(key).Append('=').Append(Value(pdf, value));
                result.Append('\n');
                if (dictionary.Data.TryGetValue("K", out var kids)) Write(pdf, kids, depth + 1, result, pages);
                break;
            case DictionaryToken reference:
                result.Append(indent);
                if (reference.Data.TryGetValue("Obj", out var target)) result.Append("annotation ").Append(Value(pdf, ((DictionaryToken)Follow(pdf, target)).Data["Contents"]));
                else result.Append("mcid ").Append(Value(pdf, reference.Data["MCID"])).Append(" of another page");
                result.Append('\n');
                break;
        }
    }

    private static IToken Follow(PdfDocument pdf, IToken token) => token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token;

    private static string Value(PdfDocument pdf, IToken token) => Follow(pdf, token) switch
    {
        StringToken text => $"({text.Data})",
        HexToken text => $"({text.Data})",
        NameToken name => "/" + name.Data,
        NumericToken number => number.Data.ToString(CultureInfo.InvariantCulture),
        ArrayToken array => $"[{string.Join(' ', array.Data.Select(t => Value(pdf, t)))}]",
        DictionaryToken dictionary => $"<<{string.Join(' ', dictionary.Data.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Key + "=" + Value(pdf, e.Value)))}>>",
        var other => other.ToString() ?? "",
    };
}

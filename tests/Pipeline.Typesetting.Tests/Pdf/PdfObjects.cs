using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>All objects of a file, read by PdfPig, for rules that hold for every one of them.</summary>
internal sealed partial class PdfObjects : IDisposable
{
    private readonly Dictionary<int, IToken> objects = [];

    public PdfObjects(byte[] bytes)
    {
        Text = Encoding.Latin1.GetString(bytes);
        File = PdfDocument.Open(bytes);
        var size = int.Parse(Size().Matches(Text)[^1].Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        for (var id = 1; id < size; id++)
            if (File.Structure.GetObject(new IndirectReference(id, 0)) is { } found) objects[id] = found.Data;
    }

    public PdfDocument File { get; }

    /// <summary>The file's bytes as characters.</summary>
    public string Text { get; }

    public DictionaryToken Catalog => File.Structure.Catalog.CatalogDictionary;

    /// <summary>Every dictionary, those of streams and those within others too.</summary>
    public IEnumerable<DictionaryToken> Dictionaries => Tokens.OfType<DictionaryToken>();

    public IEnumerable<StreamToken> Streams => objects.Values.OfType<StreamToken>();

    public IEnumerable<IToken> Tokens => objects.Values.SelectMany(Within);

    public int Count => objects.Count;

    public IToken Follow(IToken token) => token is IndirectReferenceToken reference ? objects[(int)reference.Data.ObjectNumber] : token;

    public IToken? Get(DictionaryToken dictionary, string key) => dictionary.Data.TryGetValue(key, out var value) ? Follow(value) : null;

    public DictionaryToken Dictionary(DictionaryToken dictionary, string key) => Get(dictionary, key) switch
    {
        StreamToken s => s.StreamDictionary,
        DictionaryToken d => d,
        var other => throw new InvalidDataException($"{key} is {other}"),
    };

    public static byte[] Decode(StreamToken stream) => stream.Decode(DefaultFilterProvider.Instance).ToArray();

    /// <summary>Objects with their numbers, streams unpacked: the same for the same content, whatever library packed it.</summary>
    public string Canonical()
    {
        var text = new StringBuilder();
        foreach (var (id, token) in objects)
        {
            if (token is StreamToken { StreamDictionary: var dictionary } && Get(dictionary, "Type") is NameToken { Data: "ObjStm" or "XRef" }) continue;
            text.Append(CultureInfo.InvariantCulture, $"{id} {Show(token)}\n");
        }
        return text.ToString();
    }

    public void Dispose() => File.Dispose();

    private static IEnumerable<IToken> Within(IToken token) => token switch
    {
        StreamToken s => Within(s.StreamDictionary),
        DictionaryToken d => d.Data.Values.SelectMany(Within).Prepend(d),
        ArrayToken a => a.Data.SelectMany(Within).Prepend(a),
        _ => [token],
    };

    private static string Show(IToken token) => token switch
    {
        StreamToken s => $"{Show(new DictionaryToken(s.StreamDictionary.Data.Where(e => e.Key is not ("Length" or "Filter")).ToDictionary(e => NameToken.Create(e.Key), e => e.Value)))} {Content(s)}",
        DictionaryToken d => $"<<{string.Join(' ', d.Data.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key} {Show(e.Value)}"))}>>",
        ArrayToken a => $"[{string.Join(' ', a.Data.Select(Show))}]",
        NumericToken n => n.Data.ToString(CultureInfo.InvariantCulture),
        IndirectReferenceToken r => $"{r.Data.ObjectNumber} R",
        NameToken n => "/" + n.Data,
        StringToken s => $"({s.Data})",
        HexToken h => $"({h.Data})",
        BooleanToken b => b.Data ? "true" : "false",
        _ => token.GetType().Name,
    };

    private static string Content(StreamToken stream)
    {
        var packed = stream.StreamDictionary.Data.TryGetValue("Filter", out var filter) && filter is NameToken { Data: "FlateDecode" };
        return Convert.ToHexString(packed ? Decode(stream) : stream.Data.ToArray());
    }

    [GeneratedRegex(@"/Size (\d+)")]
    private static partial Regex Size();
}

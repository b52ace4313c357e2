using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// The stream filters (ISO 32000-1 7.4) with a limit on what they unpack to, measured before anything is kept. Pictures are not decoded
/// at all: their filters give back what they are given.
/// </summary>
internal sealed class BoundedFilters(ReadingBudget budget) : BaseFilterProvider(Bounded(budget)), IFilterProvider
{
    /// <summary>Indirect objects of a file (ISO 32000-1, table C.1).</summary>
    private const double MaximumObjects = 8_388_607;

    /// <summary>
    /// PdfPig asks for the filters of each stream before it does anything with it. Of a cross-reference stream (7.5.8) it then lists all
    /// object numbers that the dictionary claims, and holds an entry as long as it claims on the stack, however much that is.
    /// </summary>
    /// <exception cref="InvalidDataException">A cross-reference stream claims what none can have: so PdfPig goes on without it.</exception>
    IReadOnlyList<IFilter> IFilterProvider.GetFilters(DictionaryToken dictionary)
    {
        budget.Check();
        if (dictionary.TryGet(NameToken.Type, out var type) && NameToken.Xref.Equals(type)
            && (!(ClaimedObjects(dictionary) <= MaximumObjects) || !Numbers(dictionary, NameToken.W).All(width => width is >= 0 and <= sizeof(long))))
            throw new InvalidDataException("The cross-reference stream claims what none can have.");
        return GetFilters(dictionary);
    }

    // Table 17: pairs of a first object and a count, or all up to the size.
    private static double ClaimedObjects(DictionaryToken dictionary) => dictionary.TryGet(NameToken.Index, out var index) && index is ArrayToken
        ? Numbers(dictionary, NameToken.Index).Where((_, i) => i % 2 == 1).Sum(count => Math.Max(0, count))
        : dictionary.TryGet(NameToken.Size, out var size) && size is NumericToken all ? all.Data : 0;

    // One that is no number is told from none: NaN is never within limits.
    private static IEnumerable<double> Numbers(DictionaryToken dictionary, NameToken name) =>
        dictionary.TryGet(name, out var token) && token is ArrayToken array ? array.Data.Select(n => n is NumericToken number ? number.Data : double.NaN) : [];

    private static Dictionary<string, IFilter> Bounded(ReadingBudget budget)
    {
        IFilter flate = new Filter(new FlateFilter(), budget, Inflated);
        IFilter lzw = new Filter(new LzwFilter(), budget, LzwLength);
        IFilter runs = new Filter(new RunLengthFilter(), budget, RunsLength);
        IFilter base85 = new Filter(new Ascii85Filter(), budget, bytes => bytes.Length * 4L);
        IFilter hexadecimal = new Filter(new AsciiHexDecodeFilter(), budget, bytes => bytes.Length);
        var picture = new PictureFilter();
        return new Dictionary<string, IFilter>
        {
            ["FlateDecode"] = flate,
            ["Fl"] = flate,
            ["LZWDecode"] = lzw,
            ["LZW"] = lzw,
            ["RunLengthDecode"] = runs,
            ["RL"] = runs,
            ["ASCII85Decode"] = base85,
            ["A85"] = base85,
            ["ASCIIHexDecode"] = hexadecimal,
            ["AHx"] = hexadecimal,
            ["CCITTFaxDecode"] = picture,
            ["CCF"] = picture,
            ["DCTDecode"] = picture,
            ["DCT"] = picture,
            ["JBIG2Decode"] = picture,
            ["JPXDecode"] = picture,
            ["Crypt"] = picture,
        };
    }

    private sealed class Filter(IFilter inner, ReadingBudget budget, Func<Memory<byte>, long> length) : IFilter
    {
        /// <summary>Bytes of a row that a predictor works on; more is no picture of a document.</summary>
        private const long LongestRow = 1 << 20;

        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            budget.Decoded(length(input));
            var parameters = DecodeParameterResolver.GetFilterParameters(streamDictionary, filterIndex);
            if (Number(parameters, "Columns", 1) * Math.Clamp(Number(parameters, "Colors", 1), 1, 32) * Math.Clamp(Number(parameters, "BitsPerComponent", 8), 1, 32) / 8 > LongestRow)
                return Memory<byte>.Empty;
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static long Number(DictionaryToken dictionary, string name, long otherwise) =>
            dictionary.TryGet(NameToken.Create(name), out var token) && token is NumericToken number ? number.Long : otherwise;
    }

    private sealed class PictureFilter : IFilter
    {
        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) => input;
    }

    private static long Inflated(Memory<byte> input)
    {
        if (input.Length <= 2)
            return 0;
        using var source = new MemoryStream(input[2..].ToArray(), writable: false);
        using var deflate = new DeflateStream(source, CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var length = 0L;
        try
        {
            for (int read; length <= ReadingBudget.MaximumStreamBytes && (read = deflate.Read(buffer)) > 0;)
                length += read;
        }
        catch (InvalidDataException)
        {
            // Damaged from here on; the filter itself makes of it what it can.
        }
        return length;
    }

    private static long RunsLength(Memory<byte> input)
    {
        var length = 0L;
        var bytes = input.Span;
        for (var i = 0; i < bytes.Length && bytes[i] != 128;)
        {
            var code = bytes[i];
            length += code < 128 ? code + 1 : 257 - code;
            i += code < 128 ? code + 2 : 2;
        }
        return length;
    }

    /// <summary>The length of what LZW codes (7.4.4) stand for: that of each code in the table is one more than that of the code before it.</summary>
    private static long LzwLength(Memory<byte> input)
    {
        const int clear = 256, end = 257, size = 4096;
        var lengths = new int[size];
        lengths.AsSpan(0, clear).Fill(1);
        var (next, width, previous, total) = (end + 1, 9, 0, 0L);
        var (bits, held) = (0u, 0);
        foreach (var b in input.Span)
        {
            (bits, held) = ((bits << 8) | b, held + 8);
            if (held < width)
                continue;
            var code = (int)(bits >> (held - width)) & ((1 << width) - 1);
            held -= width;
            if (code == end || total > ReadingBudget.MaximumStreamBytes)
                break;
            if (code == clear)
            {
                (next, width, previous) = (end + 1, 9, 0);
                continue;
            }
            var length = code < next ? lengths[code] : previous + 1;
            total += length;
            if (previous > 0 && next < size)
                lengths[next++] = previous + 1;
            previous = length;
            width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
        }
        return total;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Texts;

/// <summary>
/// Damaged files: every one is read or rejected, whatever bytes were changed. A few seconds a format in the usual run; the environment
/// variable <c>FUZZ_SECONDS</c> says how long otherwise (600 for ten minutes).
/// </summary>
public class TextFuzzTests
{
    private static readonly string[] Tokens =
    [
        "{", "}", "\\par ", "\\cell ", "\\row ", "\\trowd ", "\\cellx99 ", "\\bin9999999 ", "\\u-1 ", "\\uc99 ", "\\itap9 ", "{\\footnote ", "{\\field{\\*\\fldinst HYPERLINK x}", "\\pict ", "\\nestrow ", "\\'8",
        "<table>", "</td>", "<li>", "<a href='#x' id=y>1</a>", "<svg>", "<b>", "<!--", "<style>", "<p style='mso-list:l0 level9'>", "colspan=99999999 ", "<template>", "&#0;", "</p>",
        "<text:p>", "</text:p>", "<text:list>", "<table:table>", "text:outline-level=\"99\"", "<text:note>", "\0", "\uFFFF", "<![CDATA[", "]]>",
    ];

    [Theory]
    [InlineData("html", ".html")]
    [InlineData("rtf", ".rtf")]
    [InlineData("odt", ".odt")]
    public void Damaged_files_are_read_or_rejected(string folder, string extension)
    {
        var seeds = Directory.GetFiles(SharedData.Require("corpora/documents/" + folder), "*" + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Name: Path.GetFileName(f), Bytes: File.ReadAllBytes(f))).Where(f => f.Bytes.Length is > 0 and < 120_000).ToList();
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : 3;
        var random = new Random(20111123);
        var (tried, rejected) = (0, 0);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(seconds); tried++)
        {
            var (name, bytes) = seeds[random.Next(seeds.Count)];
            var damaged = extension == ".odt" && random.Next(4) > 0 ? InParts(bytes, random) : Damaged(bytes, random);
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
                limit.CancelAfter(TimeSpan.FromSeconds(30));
                Invariants.Assert(DocumentReader.Read(new SourceFile("a" + extension, damaged), ReadOptions.Default, limit.Token).Document);
            }
            catch (RejectedException)
            {
                rejected++;
            }
            catch (Exception e) when (Keep(damaged, extension, e) is var kept)
            {
                Assert.Fail($"{name} changed for the {tried}th time: {e.GetType().Name}: {e.Message}\n{kept}\n{e.StackTrace}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{extension}: {tried} damaged files, {rejected} of them rejected"));
    }

    private static string Keep(byte[] damaged, string extension, Exception exception)
    {
        var path = Path.Combine(Path.GetTempPath(), $"damaged-{exception.GetType().Name}{extension}");
        File.WriteAllBytes(path, damaged);
        return path;
    }

    /// <summary>Changes the XML in the package, which else would hardly ever be reached.</summary>
    private static byte[] InParts(byte[] package, Random random)
    {
        try
        {
            using var changed = new MemoryStream();
            using (var from = new ZipArchive(new MemoryStream(package)))
            using (var to = new ZipArchive(changed, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var entry in from.Entries)
                {
                    using var source = entry.Open();
                    using var bytes = new MemoryStream();
                    source.CopyTo(bytes);
                    using var target = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                    target.Write(entry.FullName is "content.xml" or "styles.xml" ? InXml(bytes.ToArray(), random) : bytes.ToArray());
                }
            }
            return changed.ToArray();
        }
        catch (InvalidDataException)
        {
            return Damaged(package, random);
        }
    }

    /// <summary>Mostly still well-formed: values of attributes exchanged, elements renamed.</summary>
    private static byte[] InXml(byte[] xml, Random random)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(xml));
        string[] names = ["text:p", "text:span", "text:list", "text:list-item", "text:h", "table:table", "table:table-row", "table:table-cell", "draw:frame", "text:a", "text:section", "text:note"];
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            if (random.Next(3) > 0)
                text.Replace(names[random.Next(names.Length)] + (random.Next(2) == 0 ? " " : ""), names[random.Next(names.Length)] + " ");
            else
                text.Replace("=\"" + random.Next(10), "=\"" + random.Next(-5, 99999));
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Damaged(byte[] bytes, Random random)
    {
        var damaged = new List<byte>(bytes);
        for (var changes = random.Next(1, 20); changes > 0 && damaged.Count > 10; changes--)
        {
            var at = random.Next(4, damaged.Count);
            switch (random.Next(5))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged.RemoveRange(at, Math.Min(random.Next(1, 50), damaged.Count - at)); break;
                case 2: damaged.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)])); break;
                case 3: damaged.InsertRange(at, damaged.GetRange(random.Next(damaged.Count / 2), Math.Min(200, damaged.Count / 2))); break;
                default:
                    if (random.Next(8) == 0)
                        damaged.RemoveRange(at, damaged.Count - at);
                    break;
            }
        }
        return [.. damaged];
    }
}

using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Word;

/// <summary>
/// Damaged files: bytes and XML of real ones, changed at random from a stated seed. Whatever comes of them is a document that keeps its promises,
/// or a rejection. <c>MUTATION_SECONDS</c> in the environment sets how long it goes on (5), <c>MUTATION_SEED</c> where it begins (1).
/// </summary>
public class WordMutationTests
{
    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;

    [Fact]
    public void Damaged_files_are_read_or_rejected_and_nothing_else()
    {
        var files = Directory.GetFiles(SharedData.Require("corpora/documents/docx"), "*.docx", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(SharedData.Require("corpora/documents/site-policy/docx")))
            .Order(StringComparer.Ordinal).Select(f => (Name: Path.GetFileName(f), Bytes: File.ReadAllBytes(f))).ToList();
        var end = DateTime.UtcNow.AddSeconds(Setting("MUTATION_SECONDS", 5));
        var (seed, read, rejected) = (Setting("MUTATION_SEED", 1), 0, 0);
        for (; DateTime.UtcNow < end; seed++)
        {
            var random = new Random(seed);
            var (name, bytes) = files[random.Next(files.Count)];
            var mutated = random.Next(4) == 0 ? Bytes(bytes, random) : Parts(bytes, random);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                var result = DocumentReader.Read(new SourceFile("a.docx", mutated), new ReadOptions { TrackedChanges = (TrackedChanges)random.Next(3) }, timeout.Token);
                Invariants.Assert(result.Document);
                read++;
            }
            catch (RejectedException)
            {
                rejected++;
            }
            catch (Exception e) when (e is not RejectedException)
            {
                Assert.Fail($"MUTATION_SEED={seed} ({name}): {e}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{read + rejected} damaged files: {read} read, {rejected} rejected; next seed {seed}");
        Assert.True(read > 0 && rejected > 0);
    }

    private static byte[] Bytes(byte[] source, Random random)
    {
        var bytes = source.ToArray();
        for (var i = random.Next(1, 20); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>The same zip with one or more of its XML parts changed.</summary>
    private static byte[] Parts(byte[] source, Random random)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(source));
            var parts = zip.Entries.Select(e => (e.FullName, Read(e))).ToList();
            var texts = parts.FindAll(p => p.FullName.EndsWith("xml", StringComparison.Ordinal) || p.FullName.EndsWith("rels", StringComparison.Ordinal));
            foreach (var (name, bytes) in texts.Where(t => t.FullName == "word/document.xml" || random.Next(4) == 0).ToList())
                parts[parts.FindIndex(p => p.FullName == name)] = (name, Encoding.UTF8.GetBytes(Xml(Encoding.UTF8.GetString(bytes), random)));
            if (random.Next(10) == 0)
                parts.RemoveAt(random.Next(parts.Count));
            return Docx.Zip(parts);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            return Bytes(source, random);
        }

        static byte[] Read(ZipArchiveEntry entry)
        {
            using var bytes = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    /// <summary>Takes elements out, doubles and moves them, changes attributes and names; now and then breaks the markup.</summary>
    private static string Xml(string xml, Random random)
    {
        if (random.Next(30) == 0)
            return xml.Remove(random.Next(xml.Length), 1);
        var root = XDocument.Parse(xml).Root!;
        for (var i = random.Next(1, 30); i > 0; i--)
        {
            var all = root.Descendants().ToList();
            if (all.Count < 3)
                break;
            var (one, two) = (all[random.Next(all.Count)], all[random.Next(all.Count)]);
            switch (random.Next(7))
            {
                case 0: one.Remove(); break;
                case 1 when one.DescendantNodes().Count() < 500: two.AddAfterSelf(new XElement(one)); break;
                case 2 when one.DescendantNodes().Count() < 500: two.AddFirst(new XElement(one)); break;
                case 3: one.Name = two.Name; break;
                case 4 when one.FirstAttribute is { } attribute: attribute.Remove(); break;
                case 5 when one.Attributes().FirstOrDefault(a => !a.IsNamespaceDeclaration && a.Name.NamespaceName != XNamespace.Xml) is { } attribute: attribute.Value = Values[random.Next(Values.Length)]; break;
                case 6 when one.Nodes().OfType<XText>().FirstOrDefault() is { } text: text.Value = Values[random.Next(Values.Length)]; break;
            }
        }
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static readonly string[] Values = ["", "0", "-1", "1", "9", "99999999999", "2147483647", "-2147483648", "NaN", "true", "%1%2%9", "\u00AD", "rId1", "../../x", "#", "http://", "F0FF", "\uD83D\uDE00", "restart", "begin", "end"];
}

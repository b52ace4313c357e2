using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;

namespace Pipeline.Benchmarks;

/// <summary>
/// Real files changed at random, each read and rendered, or rejected. Round n of a run depends on its seed and n alone: <c>SEED + n</c> as the
/// seed repeats it as the first. An input lies on disk before it is read, so that one that ends the process is there too.
/// </summary>
internal static class Fuzzing
{
    private const int LargestFixture = 100_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>What a reader may take after it was cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly string[] Values = ["", "0", "-1", "1", "9", "99", "65536", "2147483647", "-2147483648", "99999999999999999999", "NaN", "%", "#", "..", "\uD800", "\u202E", "\u0000"];

    /// <summary>Returns 0 where nothing but rejections was found, else 1.</summary>
    /// <param name="folder">Where fixtures are looked for, at every depth.</param>
    /// <param name="extension">Without its dot: docx, odt, rtf, html, pdf, md, txt.</param>
    public static int Run(string folder, string extension, int seconds, int seed)
    {
        var fixtures = Directory.GetFiles(folder, "*." + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).Where(f => f.Length is > 0 and <= LargestFixture).ToList();
        var kept = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "fuzz-" + extension)).FullName;
        var findings = new HashSet<string>(StringComparer.Ordinal);
        string? outOfMemory = null;
        // Libraries swallow it. Under DOTNET_GCHeapHardLimit it says that a file takes more than that.
        AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => outOfMemory ??= thrown.Exception is OutOfMemoryException ? Frames(Environment.StackTrace) : null;
        var (read, rejected, slowest, slowestSeed) = (0, 0, TimeSpan.Zero, seed);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(seconds); seed++)
        {
            var random = new Random(seed);
            var fixture = fixtures[random.Next(fixtures.Count)];
            var input = Changed(fixture, fixtures[random.Next(fixtures.Count)], random);
            var path = Path.Combine(kept, "current." + extension);
            File.WriteAllBytes(path, input);
            var start = clock.Elapsed;
            var finding = Finding(new SourceFile("a." + extension, input), ref read, ref rejected);
            if (Interlocked.Exchange(ref outOfMemory, null) is { } frames)
                finding ??= $"takes more memory than there is: {frames}";
            if (clock.Elapsed - start > slowest)
                (slowest, slowestSeed) = (clock.Elapsed - start, seed);
            if (finding is null || !findings.Add(finding))
                continue;
            File.Move(path, Path.Combine(kept, $"{seed}.{extension}"), overwrite: true);
            Console.WriteLine($"{kept}/{seed}.{extension}: {finding}");
        }
        Console.WriteLine($"{extension}: {fixtures.Count} fixtures, {read + rejected:N0} changed files in {seconds} s, {read:N0} read, {rejected:N0} rejected, {findings.Count} findings; the slowest took {slowest.TotalSeconds:N1} s (seed {slowestSeed}); next seed {seed}");
        return findings.Count == 0 ? 0 : 1;
    }

    /// <summary>What went wrong: the exception and the place that threw it; or null.</summary>
    private static string? Finding(SourceFile file, ref int read, ref int rejected)
    {
        using var limit = new CancellationTokenSource(Limit);
        var work = Task.Run(() =>
        {
            var document = DocumentReader.Read(file, ReadOptions.Default with { TrackedChanges = TrackedChanges.Accept }, limit.Token).Document;
            var frontMatter = new FrontMatter { Title = file.Name };
            return HtmlRenderer.RenderPage(document, frontMatter).Length + PlainTextRenderer.Render(document, frontMatter).Length;
        });
        try
        {
            if (!work.Wait(Limit + Grace))
                return $"does not stop when it is cancelled after {Limit.TotalSeconds} s";
            read++;
            return null;
        }
        catch (AggregateException e) when (e.InnerException is RejectedException)
        {
            rejected++;
            return null;
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            return $"takes more than {Limit.TotalSeconds} s";
        }
        catch (AggregateException e)
        {
            var thrown = e.InnerException!;
            return $"{thrown.GetType().Name}: {Frames(thrown.StackTrace ?? "")}";
        }
    }

    private static string Frames(string stack) => string.Join(" < ", stack.Split('\n').Where(l => l.Contains(".Readers.", StringComparison.Ordinal) || l.Contains("PdfPig", StringComparison.Ordinal)).Take(3).Select(l => l.Trim()));

    private static byte[] Changed(byte[] fixture, byte[] other, Random random)
    {
        if (fixture.AsSpan().StartsWith("PK"u8))
            return random.Next(5) == 0 ? InBytes(fixture, other, random) : InParts(fixture, random);
        return random.Next(2) == 0 ? InBytes(fixture, other, random) : InTokens(fixture, other, random);
    }

    /// <summary>Bytes exchanged, taken out, doubled, brought from another fixture; now and then the end cut off.</summary>
    private static byte[] InBytes(byte[] fixture, byte[] other, Random random)
    {
        var bytes = fixture.ToList();
        for (var changes = random.Next(1, 16); changes > 0 && bytes.Count > 4; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(1 << random.Next(12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length)); break;
                default:
                    if (random.Next(8) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>Words, numbers and signs as units: so control words, tags and operators meet where they never do.</summary>
    private static byte[] InTokens(byte[] fixture, byte[] other, Random random)
    {
        var tokens = Tokens(fixture);
        var others = Tokens(other);
        for (var changes = random.Next(1, 32); changes > 0 && tokens.Count > 4; changes--)
        {
            var at = random.Next(tokens.Count);
            var length = Math.Min(1 << random.Next(8), tokens.Count - at);
            switch (random.Next(7))
            {
                case 0: tokens[at] = tokens[random.Next(tokens.Count)]; break;
                case 1: tokens[at] = others[random.Next(others.Count)]; break;
                case 2: tokens.RemoveRange(at, length); break;
                case 3: tokens.InsertRange(random.Next(tokens.Count), tokens.GetRange(at, length)); break;
                case 4: tokens.InsertRange(at, others.Skip(random.Next(others.Count)).Take(length)); break;
                case 5: tokens.InsertRange(at, Enumerable.Repeat(tokens[at], 1 << random.Next(12))); break;
                default:
                    for (var i = at; i < tokens.Count; i++)
                    {
                        if (!char.IsAsciiDigit(tokens[i][0]))
                            continue;
                        tokens[i] = Values[random.Next(Values.Length)];
                        break;
                    }
                    break;
            }
            tokens.RemoveAll(t => t.Length == 0);
        }
        return Encoding.Latin1.GetBytes(string.Concat(tokens));
    }

    private static List<string> Tokens(byte[] bytes)
    {
        static int Kind(char c) => char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetter(c) || c >= 0x80 ? 1 : c == ' ' ? 2 : 3;
        var text = Encoding.Latin1.GetString(bytes);
        var tokens = new List<string>();
        for (var (start, i) = (0, 1); i <= text.Length; i++)
        {
            if (i < text.Length && Kind(text[i]) == Kind(text[start]) && Kind(text[i]) != 3)
                continue;
            tokens.Add(text[start..i]);
            start = i;
        }
        return tokens;
    }

    /// <summary>The same zip with some of its XML parts changed, which byte changes would hardly ever reach.</summary>
    private static byte[] InParts(byte[] package, Random random)
    {
        using var changed = new MemoryStream();
        try
        {
            using var from = new ZipArchive(new MemoryStream(package));
            using var to = new ZipArchive(changed, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var entry in from.Entries)
            {
                using var source = entry.Open();
                using var bytes = new MemoryStream();
                source.CopyTo(bytes);
                using var target = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                var isMain = entry.Name is "document.xml" or "content.xml";
                var isChanged = entry.Name.EndsWith(".xml", StringComparison.Ordinal) && random.Next(isMain ? 8 : 4) < (isMain ? 7 : 1);
                target.Write(isChanged ? InXml(bytes.ToArray(), random) : bytes.ToArray());
            }
        }
        catch (InvalidDataException)
        {
            return InBytes(package, package, random);
        }
        return changed.ToArray();
    }

    /// <summary>Mostly still well-formed: elements taken out, doubled, moved, renamed, wrapped; values of attributes exchanged.</summary>
    private static byte[] InXml(byte[] xml, Random random)
    {
        if (random.Next(8) == 0)
            return InTokens(xml, xml, random);
        XDocument document;
        try
        {
            document = XDocument.Load(new MemoryStream(xml), LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return InBytes(xml, xml, random);
        }
        for (var changes = random.Next(1, 12); changes > 0; changes--)
        {
            var elements = document.Root!.Descendants().ToList();
            if (elements.Count == 0)
                break;
            var (one, another) = (elements[random.Next(elements.Count)], elements[random.Next(elements.Count)]);
            switch (random.Next(8))
            {
                case 0: one.Remove(); break;
                case 1: another.Add(new XElement(one)); break;
                case 2: another.AddBeforeSelf(new XElement(one)); break;
                case 3:
                    // A default namespace declared on it would contradict its new name.
                    one.Attribute("xmlns")?.Remove();
                    one.Name = another.Name;
                    break;
                case 4: one.ReplaceWith(new XElement(another.Name, another.Attributes(), new XElement(one))); break;
                case 5: one.ReplaceNodes(one.Nodes().Reverse().ToList()); break;
                default:
                    var attributes = document.Root.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace != XNamespace.Xml).ToList();
                    if (attributes.Count > 0)
                        attributes[random.Next(attributes.Count)].Value = random.Next(2) == 0 ? Values[random.Next(Values.Length - 3)] : attributes[random.Next(attributes.Count)].Value;
                    break;
            }
        }
        using var written = new MemoryStream();
        try
        {
            using var writer = XmlWriter.Create(written, new XmlWriterSettings { CheckCharacters = false });
            document.Save(writer);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException)
        {
            // The changes made what XML cannot say.
            return InBytes(xml, xml, random);
        }
        return written.ToArray();
    }
}

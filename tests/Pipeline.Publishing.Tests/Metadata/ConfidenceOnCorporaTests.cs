using System.Globalization;
using System.Text;
using Pipeline.Documents;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests.Metadata;

/// <summary>
/// How often values of each confidence are right, over the statements of the 66th General Debate with their index, the Declaration of Human
/// Rights in fifty languages, and reports whose front matter states their title. The table stands in the test's output.
/// </summary>
public class ConfidenceOnCorporaTests(ITestOutputHelper output)
{
    private readonly SortedDictionary<string, int[]> counts = new(StringComparer.Ordinal);

    // Read within a test, which is skipped where the corpus is missing.
    private static readonly Lazy<IReadOnlyList<Dictionary<string, string>>> Read = new(ReadIndex);

    private static IReadOnlyList<Dictionary<string, string>> Index => Read.Value;

    // Central Kurdish stands in Latin letters in this collection, and is told as the Kurdish that is written so; languages that are not told at all are left out.
    private static readonly (string Name, string Language)[] Languages =
    [
        ("arb", "ar"), ("cmn_hans", "zh"), ("cmn_hant", "zh"), ("eng", "en"), ("fra", "fr"), ("rus", "ru"), ("spa", "es"), ("deu", "de"), ("por_BR", "pt"), ("pol", "pl"),
        ("tur", "tr"), ("vie", "vi"), ("swh", "sw"), ("heb", "he"), ("ydd", "yi"), ("pes_1", "fa"), ("urd", "ur"), ("uig_arab", "ug"), ("hin", "hi"), ("mar", "mr"), ("nep", "ne"),
        ("ben", "bn"), ("ell_monotonic", "el"), ("hye", "hy"), ("kat", "ka"), ("jpn", "ja"), ("kor", "ko"), ("tha", "th"), ("khm", "km"), ("tam", "ta"), ("yor", "yo"), ("nav", "nv"),
    ];

    [Fact]
    public void Statements_as_the_corpus_names_them()
    {
        foreach (var row in Index)
        {
            var metadata = Resolve($"ga-66/{row["code"]}_66_2011.txt", Text(row));
            Count(metadata, "country", Speaks(metadata, row));
            Count(metadata, "organization", Speaks(metadata, row));
            Count(metadata, "title", metadata.Title.StartsWith("Statement by ", StringComparison.Ordinal) && Names(metadata.Title, row));
            Count(metadata, "date", metadata.Date == "2011");
            Count(metadata, "kind", metadata.Kind == Catalog.DocumentKind.Statement);
            Count(metadata, "language", metadata.Language == "en");
            Count(metadata, "event", metadata.EventTitle == "General Assembly, 66th session: general debate");
            Count(metadata, "regions", row["un_group"].Length == 0 || metadata.Regions.Any(r => row["un_group"].Contains(Gazetteer.Default.FindRegion(r)!.Name.Split(' ')[0], StringComparison.Ordinal) || row["un_group"] is "GRULAC" or "WEOG"));
        }
        AssertSurerIsRighter();
    }

    /// <summary>The same statements under the names and headings that delegations give them; who speaks, when and as what is the index's.</summary>
    [Fact]
    public void Statements_as_delegations_send_them()
    {
        foreach (var row in Index)
        {
            var (country, speaker, post, code) = (row["country"], row["speaker"], row["post"], row["code"]);
            string[] names = [$"{country} statement", $"{code} statement", country, code, "statement 7", "Speech GA", "2011-09-23 statement", "final version 2 en"];
            string[] heads =
            [
                $"Statement by {country}", $"Statement by H.E. Mr. {speaker}, {post} of {country}", $"ADDRESS BY HIS EXCELLENCY {speaker.ToUpperInvariant()}, {post.ToUpperInvariant()} OF {country.ToUpperInvariant()}",
                $"Statement by H.E. Mr. {speaker}, {post}", $"Intervention by {speaker} ({country})", $"{speaker}\n\n{post} of {country}", country, "General debate",
            ];
            string[] dates = ["New York, 23 September 2011", "09/23/2011", "9/12/2011", "23.09.2011", "Sixty-sixth session", "Check against delivery"];
            foreach (var name in names)
            {
                foreach (var head in heads)
                {
                    var date = dates[(Array.IndexOf(names, name) + Array.IndexOf(heads, head)) % dates.Length];
                    var metadata = Resolve($"ga/{name.Replace('/', '-')}.md", $"# {head}\n\n{date}\n\n{Text(row)[..600]}");
                    Count(metadata, "country", Speaks(metadata, row));
                    Count(metadata, "organization", Speaks(metadata, row));
                    Count(metadata, "regions", Speaks(metadata, row) || metadata.Regions is ["world"]);
                    Count(metadata, "speaker", string.Equals(metadata.Speaker, speaker, StringComparison.OrdinalIgnoreCase));
                    Count(metadata, "post", string.Equals(metadata.Post, post, StringComparison.OrdinalIgnoreCase));
                    Count(metadata, "date", metadata.Date is "2011-09-23" or "2011-12-09" || (metadata.Date == "2011-09-12" && date == dates[2]));
                    Count(metadata, "language", metadata.Language == "en");
                    Count(metadata, "kind", metadata.Kind == Catalog.DocumentKind.Statement);
                }
            }
            // Neither speaks for the country whose name stands in the line.
            foreach (var head in new[] { $"Statement by Dr. {speaker}, Professor at the University of {country}", $"Remarks by Ms. {speaker}, Special Envoy for {country}" })
                Count(Resolve("ga/speech.md", $"# {head}\n\n{Text(row)[..600]}"), "country", right: false);
        }
        AssertSurerIsRighter();
    }

    /// <summary>Pieces of every length, in files whose names say nothing.</summary>
    [Fact]
    public void Languages_of_short_and_long_texts()
    {
        foreach (var (name, language) in Languages)
        {
            var text = File.ReadAllText(SharedData.Require($"corpora/multilingual/udhr/{name}.txt"));
            foreach (var size in new[] { 20, 50, 100, 200, 400, 1600 })
            {
                for (var i = 0; i < 20; i++)
                {
                    var piece = text.Substring((text.Length - size) / 20 * i, size).Trim();
                    if (piece.Length == 0) continue;
                    var metadata = Resolve("a.txt", piece);
                    Count(metadata, "language", LanguageTag.SameLanguage(metadata.Language, language));
                }
            }
        }
        AssertSurerIsRighter();
    }

    /// <summary>Reports whose front matter states the title, without that front matter; and policies in four formats.</summary>
    [Fact]
    public void Titles_of_reports()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Require("corpora/markdown/reports"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(file);
            var end = Array.IndexOf(lines, "---", 1);
            if (lines.Length == 0 || lines[0] != "---" || end < 0 || lines[..end].FirstOrDefault(l => l.StartsWith("title:", StringComparison.Ordinal)) is not { } stated) continue;
            Title(Path.GetFileName(file), Encoding.UTF8.GetBytes(string.Join('\n', lines[(end + 1)..])), stated["title:".Length..].Trim(' ', '"', '\''));
        }
        foreach (var (name, title) in new[] { ("copyright", "Copyright Policy"), ("privacy-policy", "Privacy Policy"), ("terms", "Madison Terms & Conditions of Use") })
            foreach (var (folder, extension) in new[] { ("markdown", "md"), ("html", "html"), ("docx", "docx"), ("pdf", "pdf") })
                Title($"{name}.{extension}", File.ReadAllBytes(SharedData.Require($"corpora/documents/site-policy/{folder}/{name}.{extension}")), title);
        AssertSurerIsRighter();

        void Title(string name, byte[] bytes, string title)
        {
            // What a page of its own says may be all or a part of what the website calls it.
            var metadata = Converter.Prepare(new SourceFile(name, bytes), [], ReadOptions.Default, CancellationToken.None).Metadata;
            var (found, known) = (NameTokens.Fold(metadata.Title), NameTokens.Fold(title));
            Count(metadata, "title", found.Contains(known, StringComparison.Ordinal) || known.Contains(found, StringComparison.Ordinal));
        }
    }

    private static DocumentMetadata Resolve(string path, string text) =>
        Converter.Prepare(new SourceFile(path, Encoding.UTF8.GetBytes(text)), [], ReadOptions.Default, CancellationToken.None).Metadata;

    private static bool Speaks(DocumentMetadata metadata, Dictionary<string, string> row) =>
        metadata.Countries.Concat(metadata.Organizations).SequenceEqual([row["code"]]);

    private static bool Names(string title, Dictionary<string, string> row) =>
        row["code"] == "EU" ? title.Contains("European Union", StringComparison.Ordinal) : title.Contains(Gazetteer.Default.FindCountry(row["code"])!.NameInSentence, StringComparison.Ordinal);

    private void Count(DocumentMetadata metadata, string field, bool right)
    {
        if (!metadata.Confidences!.TryGetValue(field, out var confidence)) return;
        if (!counts.TryGetValue(field, out var found)) counts[field] = found = new int[4];
        found[((int)confidence * 2) + (right ? 0 : 1)]++;
        if (!right && confidence == Confidence.High) output.WriteLine($"WRONG {field} {metadata.Title} | {metadata.Speaker} | {metadata.Post} | {metadata.Date} | {string.Join(",", metadata.Countries.Concat(metadata.Organizations))} {metadata.Language} {metadata.Kind}");
    }

    private void AssertSurerIsRighter()
    {
        output.WriteLine("field          high right  wrong   low right  wrong");
        foreach (var (field, n) in counts)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{field,-14} {n[2],10} {n[3],6} {n[0],11} {n[1],6}"));
        Assert.All(counts, c => Assert.True(c.Value is [_, _, 0, 0] or [0, 0, _, _] || Share(c.Value[2], c.Value[3]) >= Share(c.Value[0], c.Value[1]), c.Key));

        static double Share(int right, int wrong) => (double)right / (right + wrong);
    }

    private static string Text(Dictionary<string, string> row) => File.ReadAllText(SharedData.Require("corpora/ungdc/" + row["path"]));

    private static List<Dictionary<string, string>> ReadIndex()
    {
        var lines = File.ReadAllLines(SharedData.Require("corpora/ungdc/INDEX-2011.csv")).Select(l => l.Split(',')).ToList();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second))];
    }
}

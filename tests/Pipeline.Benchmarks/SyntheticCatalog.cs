using System.Globalization;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Benchmarks;

/// <summary>
/// Made-up documents, the same for the same number on every machine: statements by delegations in events over thirty years, reports
/// and the rest, in the languages that the delegations write in, some of them in several.
/// </summary>
internal static class SyntheticCatalog
{
    private const int DocumentsOfAnEvent = 200;
    private const int TranslatedEach = 40;

    private static readonly string[] Languages = ["en", "fr", "es", "ar", "ru", "zh"];

    private static readonly Country[] Countries = [.. Gazetteer.Default.Countries.Where(c => c.Status == CountryStatus.Member).OrderBy(c => c.Id, StringComparer.Ordinal)];
    private static readonly Organization[] Organizations = [.. Gazetteer.Default.Organizations.OrderBy(o => o.Id, StringComparer.Ordinal)];

    private static readonly string[] Topics =
    [
        "water", "rivers", "oceans", "forests", "climate", "housing", "migration", "health", "education", "energy", "trade", "debt", "peace", "mediation", "justice",
        "disarmament", "food", "harvests", "cities", "transport", "children", "women", "youth", "ageing", "disability", "labour", "fisheries", "mountains", "deserts",
        "islands", "data", "statistics", "broadcasting", "language", "heritage", "tourism", "biodiversity", "chemicals", "waste", "recycling", "finance", "taxation",
        "corruption", "elections", "parliaments", "police", "prisons", "refugees", "borders", "customs", "shipping", "aviation", "space", "science", "research",
    ];

    private static readonly Dictionary<string, string[]> Sentences = new()
    {
        ["en"] = ["The delegation describes what its communities need", "reports on joint monitoring with neighbouring states", "asks for an early-warning fund", "supports the proposal of the coalition", "calls on all parties to act before the next session", "thanks the secretariat for its summary"],
        ["fr"] = ["La délégation décrit les besoins de ses communautés", "rend compte de la surveillance commune", "demande la création d’un fonds d’alerte", "appuie la proposition de la coalition", "appelle toutes les parties à agir"],
        ["es"] = ["La delegación describe las necesidades de sus comunidades", "informa sobre la vigilancia conjunta", "pide un fondo de alerta temprana", "apoya la propuesta de la coalición"],
        ["ar"] = ["يصف الوفد احتياجات مجتمعاته", "ويقدم تقريرا عن الرصد المشترك", "ويطلب إنشاء صندوق للإنذار المبكر"],
        ["ru"] = ["Делегация описывает потребности общин", "сообщает о совместном наблюдении", "просит создать фонд раннего предупреждения"],
        ["zh"] = ["代表团介绍了社区的需要", "报告了与邻国的联合监测", "要求设立预警基金"],
    };

    private static readonly string[] Given = ["Amara", "Lena", "Tomás", "Yuki", "Selma", "Kofi", "Ingrid", "Rafael", "Mei", "Omar", "Anaïs", "Piotr", "Zanele", "Björn", "Leila", "Mateo", "Hana", "Viktor", "Nadia", "Samuel"];
    private static readonly string[] Syllables = ["ba", "ro", "ven", "ski", "mar", "tel", "qui", "nor", "ada", "shi", "bek", "lund", "oka", "wen", "dar", "fel", "gri", "hol", "ina", "jan", "kel", "mur", "nas", "pol", "ras", "sol", "tur", "vas", "yam", "zor"];
    private static readonly string[] Posts = ["Permanent Representative", "Minister for Foreign Affairs", "Minister for Water and Environment", "Deputy Minister", "Chargé d’affaires", "Head of Delegation", "Director-General", "Special Envoy", "President", "Adviser"];
    private static readonly string[] Places = ["New York", "Geneva", "Nairobi", "Vienna", "Bangkok", "Addis Ababa", "Santiago", "Beirut"];

    public static IEnumerable<DocumentRecord> Make(int count) => Enumerable.Range(0, count).Select(i => Make(i, count));

    public static DocumentRecord Make(int number, int count)
    {
        // One document in forty is there in three languages.
        var original = Original(number - (number % TranslatedEach is 1 or 2 ? number % TranslatedEach : 0), count);
        var bySymbol = number % (2 * TranslatedEach) < TranslatedEach;
        if (bySymbol && number % TranslatedEach <= 2) original = original with { Symbol = original.Symbol ?? $"CS/{number / TranslatedEach}" };
        if (number % TranslatedEach is not (1 or 2)) return original;
        var language = Languages[(Array.IndexOf(Languages, original.Language) + number % TranslatedEach) % Languages.Length];
        var path = original.UploadPath.Replace(".docx", $"-{language}.docx", StringComparison.Ordinal);
        return original with
        {
            Id = DocumentIds.FromPath(path),
            UploadPath = path,
            Title = $"{original.Title} ({language})",
            Language = language,
            TranslationOf = bySymbol ? null : original.Id,
            CommittedAt = original.CommittedAt.AddSeconds(number % TranslatedEach),
        };
    }

    private static DocumentRecord Original(int number, int count)
    {
        var random = new Dice((ulong)number);
        var happening = number / DocumentsOfAnEvent;
        var events = Math.Max(1, count / DocumentsOfAnEvent);
        var day = new DateOnly(1995, 1, 1).AddDays((int)(11_300L * happening / events) + random.Next(4));
        var topic = Topics[happening % Topics.Length];
        // Few speak often, many seldom.
        var country = Countries[(int)(Countries.Length * Math.Pow(random.Share(), 1.6))];
        var organization = random.Next(10) == 0 ? Organizations[random.Next(Organizations.Length)] : null;
        var kind = random.Next(100) switch { < 70 => DocumentKind.Statement, < 80 => DocumentKind.Report, < 86 => DocumentKind.Summary, < 90 => DocumentKind.Presentation, < 95 => DocumentKind.News, < 98 => DocumentKind.Letter, _ => DocumentKind.Other };
        var spoken = kind is DocumentKind.Statement or DocumentKind.Presentation or DocumentKind.Letter;
        var language = random.Next(100) switch { < 58 => "en", < 71 => "fr", < 83 => "es", < 90 => "ar", < 95 => "ru", _ => "zh" };
        var year = day.Year.ToString(CultureInfo.InvariantCulture);
        var eventId = $"{year}-{topic}-{Code(happening)}";
        var name = spoken ? organization is null ? country.Names[language] : organization.Names.GetValueOrDefault(language, organization.Name) : "";
        var slug = DocumentIds.Slug(spoken ? organization?.Name ?? country.Name : topic);
        var path = $"{eventId}/{(spoken ? "statements" : "reports")}/{slug}-{number % DocumentsOfAnEvent}.docx";
        var committed = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number);
        return new DocumentRecord
        {
            Id = DocumentIds.FromPath(path),
            UploadPath = path,
            Title = spoken ? Titled(language, name, topic) : $"{Capital(topic)} and {Topics[random.Next(Topics.Length)]}: {kind.ToString().ToLowerInvariant()} {Code(random.Next(5_000))} of the {year} session",
            Subtitle = random.Next(5) == 0 ? $"General debate on {topic}" : null,
            Kind = kind,
            Date = random.Next(50) == 0 ? year : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Language = language,
            Summary = random.Next(2) == 0 ? Summary(language, topic, random) : null,
            Symbol = random.Next(3) == 0 ? $"A/{day.Year - 1945}/{number}" : null,
            Speaker = spoken && random.Next(4) > 0 ? Person(happening * 31 + random.Next(60)) : null,
            Post = spoken && random.Next(4) > 0 ? Posts[random.Next(Posts.Length)] : null,
            Countries = spoken && organization is null ? [country.Id] : [],
            Organizations = spoken && organization is not null ? [organization.Id] : [],
            OnBehalfOf = random.Next(30) == 0 ? [Organizations[random.Next(Organizations.Length)].Id] : [],
            Regions = !spoken ? ["world"] : organization?.RegionIds ?? country.RegionIds,
            Event = eventId,
            EventTitle = $"General debate on {topic}, session {Code(happening)}",
            Place = Places[happening % Places.Length],
            Editions = [.. Enumerable.Range(1, random.Next(20) == 0 ? 2 : 1).Select(edition => Edition(edition, random, committed))],
            CommittedAt = committed,
        };
    }

    public static string Person(int number)
    {
        var random = new Dice((ulong)number + 1_000_000_007);
        var surname = Syllables[random.Next(Syllables.Length)] + Syllables[random.Next(Syllables.Length)] + (random.Next(2) == 0 ? "" : Syllables[random.Next(Syllables.Length)]);
        return $"{Given[random.Next(Given.Length)]} {Capital(surname)}";
    }

    private static EditionRecord Edition(int number, Dice random, DateTimeOffset committed) => new()
    {
        Number = number,
        Hash = random.Hex(32),
        PublishedAt = committed,
        SourceHash = random.Hex(64),
        SourceFormat = "docx",
        SourceExtension = ".docx",
        SourceBytes = 10_000 + random.Next(200_000),
        RendererVersion = "7",
        Pages = 1 + random.Next(12),
        Words = 200 + random.Next(4_000),
        HtmlBytes = 4_000 + random.Next(60_000),
        PdfBytes = 30_000 + random.Next(90_000),
        TextBytes = 2_000 + random.Next(30_000),
        ChangeNote = number == 1 ? null : "Corrected after delivery",
    };

    private static string Titled(string language, string name, string topic) => language switch
    {
        "fr" => $"Déclaration : {name} ({topic})",
        "es" => $"Declaración de {name} sobre {topic}",
        "ar" => $"بيان {name}",
        "ru" => $"Выступление: {name}",
        "zh" => $"{name}代表的发言",
        _ => $"Statement by {name} on {topic}",
    };

    private static string Summary(string language, string topic, Dice random)
    {
        var sentences = Sentences[language];
        return string.Join(language == "zh" ? "，" : ", ", Enumerable.Range(0, 3).Select(_ => sentences[random.Next(sentences.Length)]))
            + (language == "en" ? $", with regard to {topic}, {Topics[random.Next(Topics.Length)]} and {Topics[random.Next(Topics.Length)]}." : ".");
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Code(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>SplitMix64: the same numbers everywhere.</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong state = seed * 0xD1342543DE82EF95 + 0x9E3779B97F4A7C15;

        public int Next(int count) => (int)(Roll() % (ulong)count);

        public double Share() => (Roll() >> 11) / (double)(1UL << 53);

        public string Hex(int length) => string.Concat(Enumerable.Range(0, length / 16).Select(_ => Roll().ToString("x16", CultureInfo.InvariantCulture)));

        private ulong Roll()
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return z ^ z >> 31;
        }
    }
}

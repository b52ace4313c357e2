#:package YamlDotNet
#:property PublishAot=false

// Makes gazetteer.tsv from the tables in ../shared/corpora/reference and additions.tsv:
//     dotnet run --file functions/Pipeline.Publishing/Regions/Data/generate.cs -- ../shared/corpora/reference [OUTPUT]
// The README beside this file names the sources, their licences and what is corrected.

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

if (args.Length is 0 or > 2 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: generate.cs FOLDER_OF_REFERENCE_TABLES [OUTPUT]");
    return 1;
}

var reference = args[0];
var here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var output = args.Length > 1 ? args[1] : Path.Combine(here, "gazetteer.tsv");
string[] levels = ["Region", "Sub-region", "Intermediate Region"];
string[] languages = ["en", "fr", "es", "ru", "zh", "ar"];
var additions = ReadSections(Path.Combine(here, "additions.tsv"));

// The M49 table of each language, by alpha-3 code.
var m49 = languages.ToDictionary(l => l, l => ReadCsv($"m49-six-languages/UNSD-{(l == "zh" ? "cn" : l)}.csv").ToDictionary(r => r["ISO-alpha3 Code"]));
var codes = ReadCsv("country-codes/country-codes.csv").ToDictionary(r => r["ISO3166-1-Alpha-3"]);
var olderCodes = ReadCsv("country-codes/country-codes-2020-10-15.csv").ToDictionary(r => r["ISO3166-1-Alpha-3"]);

// Regions: the tree of M49 as its own rows have it, then the places that it lacks.
var regions = new List<string[]>();
var slugs = new Dictionary<string, string>();
foreach (var row in m49["en"].Values)
{
    var parent = "";
    foreach (var level in levels)
    {
        var code = row[$"{level} Code"];
        if (code.Length == 0)
            continue;
        if (slugs.TryAdd(code, Slug(row[$"{level} Name"])))
            // Taiwan's row is not UNSD's and words two of these names otherwise; the first row of a region is UNSD's.
            regions.Add([slugs[code], code, "m49", parent, .. languages.Select(l => m49[l][row["ISO-alpha3 Code"]][$"{level} Name"])]);
        parent = slugs[code];
    }
}
foreach (var place in additions["places"])
    regions.Add([place[0], place[0] == "world" ? "001" : place[0] == "antarctica" ? "010" : "", place[1].Replace('|', ','), "", .. place[2..8]]);

var placeAliases = additions["place-aliases"].ToDictionary(r => r[0], r => r[1]);
regions = [.. regions.Select(r => (string[])[.. r, placeAliases.GetValueOrDefault(r[0], "")])];

// Countries and areas.
var groupPlaces = additions["groups"].ToDictionary(r => r[0], r => r[1]);
var groups = ReadCsv("country-groups/un-regional-groups.csv").ToLookup(r => r["Code"], r => groupPlaces[r["Region"]]);
var observers = additions["observers"].Select(r => r[0]).ToHashSet();
var correctedNames = additions["names"].ToDictionary(r => (r[0], r[1]), r => r[2]);
var ownAliases = additions["aliases"].ToDictionary(r => r[0], r => r[1].Split('|'));
var countries = new List<string[]>();
foreach (var (id, row) in m49["en"].OrderBy(p => p.Key, StringComparer.Ordinal))
{
    var leaf = levels.Select(l => row[$"{l} Code"]).LastOrDefault(c => c.Length > 0);
    var status = groups.Contains(id) ? "member" : observers.Contains(id) ? "observer" : "territory";
    string[] places =
    [
        leaf is null ? "antarctica" : slugs[leaf],
        .. status == "member" ? groups[id] : [status == "observer" ? "un-observers" : "un-other"],
    ];
    var names = languages.Select(l => correctedNames.GetValueOrDefault((id, l), m49[l][id]["Country or Area"])).ToArray();
    var aliases = languages.Select(l => m49[l][id]["Country or Area"])
        .Concat(NamesOf(codes[id])).Concat(NamesOf(olderCodes.GetValueOrDefault(id))).Concat(ownAliases.GetValueOrDefault(id, []));
    countries.Add([id, row["ISO-alpha2 Code"], row["M49 Code"], status, "", "", "", string.Join(',', places), codes[id]["UNTERM English Short"].Contains("(the)") ? "the" : "", .. names, Aliases(names, aliases)]);
}
var articles = additions["with-article"].Select(r => r[0]).ToHashSet();
foreach (var row in additions["former"])
    countries.Add([row[0], row[1], row[2], "former", row[3], row[4], row[5], row[6].Replace('|', ','), articles.Contains(row[0]) ? "the" : "", .. row[7..13], Aliases(row[7..13], row[13].Split('|'))]);

// Organizations and groups.
var members = additions["members"].ToDictionary(r => r[0], r => r[1].Split('|'));
var noArticles = additions["without-article"].Select(r => r[0]).ToHashSet();
var kinds = additions["organization-kinds"].ToDictionary(r => r[0], r => r[1]);
var organizations = new List<string[]>();
foreach (var row in additions["organizations"])
{
    var list = MembersIn(row[2]);
    foreach (var member in members.GetValueOrDefault(row[0], []))
        if (member[0] == '-')
            list.Remove(member[1..]);
        else
            list[member[..3]] = member[3..].TrimStart(':');
    var memberList = list.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value.Length == 0 ? m.Key : $"{m.Key}:{m.Value}");
    organizations.Add([row[0], row[1], string.Join(',', memberList), noArticles.Contains(row[0]) ? "" : "the", kinds.GetValueOrDefault(row[0], "of-states"), .. row[3..9], Aliases(row[3..9], [row[1], .. row[9].Split('|')])]);
}

Check();

var text = new StringBuilder()
    .Append("# Made by generate.cs from ../shared/corpora/reference and additions.tsv: change those, not this file.\n")
    .Append("# Sources: UNSD M49 in six languages and country codes, datasets/country-codes (ODC-PDDL-1.0); UN regional groups and\n")
    .Append("# other groups of countries, openclimatedata/countrygroups (CC0-1.0); members of organizations, datenoio/internacia-db (MIT,\n")
    .Append("# licence text in README.md); former states, observers, corrections and further names by this project.\n");
Section("regions", "id, M49, schemes, parent", regions);
Section("countries", "id, alpha-2, M49, status, first year, last year, present name, places, English article", countries);
Section("organizations", "id, acronym, members (first and last year of membership where known), English article, kind", organizations);
File.WriteAllText(output, text.ToString());
return 0;

void Section(string name, string columns, List<string[]> rows)
{
    text.Append(CultureInfo.InvariantCulture, $"\n[{name}]\n# {columns}, names in {string.Join(' ', languages)}, other names\n");
    foreach (var row in rows)
        text.AppendJoin('\t', row).Append('\n');
}

// Every name that the tables give to a country, without articles and footnote marks.
IEnumerable<string> NamesOf(Dictionary<string, string>? row)
{
    if (row is null)
        yield break;
    foreach (var (column, value) in row)
        if (Regex.IsMatch(column, "^(UNTERM|official_name|CLDR)"))
            yield return Regex.Replace(value.Replace("*", "").Trim(), @"^(the|la|le|les|el|los|las)\s|^l['’]|\s*\((the|la|le|les|el|los|las|l['’])\)(\s*\[.*)?$", "").Trim();
}

// Members of an organization: id -> years ("2013-", "1973-2020") or "" where they are not known.
Dictionary<string, string> MembersIn(string file)
{
    if (file.Length == 0)
        return [];
    if (file.StartsWith("group:", StringComparison.Ordinal))
        return groups.Where(g => g.Contains(file[6..])).ToDictionary(g => g.Key, _ => "");
    if (file.EndsWith(".csv", StringComparison.Ordinal))
        return ReadCsv(file).ToDictionary(r => r["Code"], r => Since(r.GetValueOrDefault("Member-Since") ?? r.GetValueOrDefault("Accession") ?? r.GetValueOrDefault("Year-Of-Inclusion")));

    var byAlpha2 = m49["en"].Values.ToDictionary(r => r["ISO-alpha2 Code"], r => r["ISO-alpha3 Code"]);
    var yaml = (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize(File.ReadAllText(Path.Combine(reference, file)))!;
    return ((List<object>)yaml["includes"]).Cast<Dictionary<object, object>>()
        .Where(m => (string)m["status"] == "member")
        .ToDictionary(m => byAlpha2[(string)m["id"]], m => Since((string?)m.GetValueOrDefault("joined")));
}

static string Since(string? date) => string.IsNullOrEmpty(date) ? "" : $"{date[..4]}-";

// Names that are not among the six, each once, in the order found.
static string Aliases(IEnumerable<string> names, IEnumerable<string> others) =>
    string.Join('|', others.Where(o => o.Length > 0).Distinct().Except(names));

static string Slug(string name) => name.ToLowerInvariant().Replace(' ', '-');

void Check()
{
    var ids = countries.Select(c => c[0]).Concat(organizations.Select(o => o[0])).ToList();
    var places = regions.Select(r => r[0]).ToHashSet();
    var problems = ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => $"id {g.Key} is used twice")
        .Concat(countries.SelectMany(c => c[7].Split(',')).Where(p => !places.Contains(p)).Select(p => $"no place {p}"))
        .Concat(organizations.SelectMany(o => o[2].Split(',')).Where(m => m.Length > 0 && !ids.Contains(m[..3])).Select(m => $"no member {m}"))
        .Concat(placeAliases.Keys.Where(p => !places.Contains(p)).Select(p => $"no place {p}"))
        .Concat(kinds.Keys.Where(k => !ids.Contains(k)).Select(k => $"no organization {k}"))
        .Concat(members.Keys.Where(m => !ids.Contains(m)).Select(m => $"no organization {m}"))
        .Concat(countries.Concat(organizations).SelectMany(r => r).Where(f => f.AsSpan().IndexOfAny('\t', '\n') >= 0).Select(f => $"field breaks the table: {f}"))
        .ToList();
    if (problems.Count > 0)
        throw new InvalidDataException(string.Join("; ", problems));
}

static Dictionary<string, List<string[]>> ReadSections(string path)
{
    var sections = new Dictionary<string, List<string[]>>();
    var current = new List<string[]>();
    foreach (var line in File.ReadLines(path))
        if (line.StartsWith('['))
            sections[line.Trim('[', ']')] = current = [];
        else if (line.Length > 0 && line[0] != '#')
            current.Add(line.Split('\t'));
    return sections;
}

// RFC 4180, with or without a byte order mark.
List<Dictionary<string, string>> ReadCsv(string file)
{
    var rows = new List<List<string>> { new() };
    var field = new StringBuilder();
    var quoted = false;
    var content = File.ReadAllText(Path.Combine(reference, file));
    for (var i = 0; i < content.Length; i++)
    {
        var c = content[i];
        if (quoted)
        {
            if (c != '"')
                field.Append(c);
            else if (i + 1 < content.Length && content[i + 1] == '"')
                field.Append(content[++i]);
            else
                quoted = false;
        }
        else if (c == '"')
            quoted = true;
        else if (c is ',' or '\n')
        {
            rows[^1].Add(field.ToString().Trim());
            field.Clear();
            if (c == '\n')
                rows.Add([]);
        }
        else
            field.Append(c);
    }
    if (rows[^1].Count > 0)
        rows[^1].Add(field.ToString().Trim());
    return rows.Skip(1).Where(r => r.Count == rows[0].Count).Select(r => rows[0].Zip(r).ToDictionary(p => p.First, p => p.Second)).ToList();
}

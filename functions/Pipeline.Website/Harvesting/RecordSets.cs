using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Harvesting;

/// <summary>The sets of the repository (2.6): the places of both schemes, each within those above it, and the kinds of documents.</summary>
internal sealed class RecordSets
{
    private readonly Dictionary<string, RecordSet> bySpec;
    private readonly ILookup<string, (string Spec, Region Region)> placesOf;

    public RecordSets(Gazetteer gazetteer)
    {
        var places = new List<(string Spec, Region Region)>();
        foreach (var scheme in Enum.GetValues<RegionScheme>()) Add(Parameters.Written(scheme), gazetteer.Regions(scheme));
        placesOf = places.ToLookup(p => p.Region.Id);
        All =
        [
            .. Enum.GetValues<RegionScheme>().Select(scheme => new RecordSet(Parameters.Written(scheme), NameOf(scheme), new CatalogQuery { Regions = [.. gazetteer.Regions(scheme).Select(r => r.Id)] })),
            .. places.Select(p => new RecordSet(p.Spec, p.Region.Name, new CatalogQuery { Regions = [p.Region.Id] })),
            new RecordSet("kind", "Documents of every kind", new CatalogQuery()),
            .. Enum.GetValues<DocumentKind>().Select(kind => new RecordSet(SpecOf(kind), Names.Kinds(kind), new CatalogQuery { Kinds = [kind] })),
        ];
        All = [.. All.OrderBy(s => s.Spec, StringComparer.Ordinal)];
        bySpec = All.ToDictionary(s => s.Spec, StringComparer.Ordinal);

        void Add(string above, IReadOnlyList<Region> regions)
        {
            foreach (var region in regions)
            {
                var spec = $"{above}:{region.Id}";
                places.Add((spec, region));
                Add(spec, region.Children);
            }
        }
    }

    /// <summary>A set stands behind the one that it is within.</summary>
    public IReadOnlyList<RecordSet> All { get; }

    public RecordSet? Find(string spec) => bySpec.GetValueOrDefault(spec);

    /// <summary>The narrowest sets that a document is in; it is in those above them as well.</summary>
    public IEnumerable<string> Of(DocumentRecord document) =>
        document.Regions.SelectMany(id => placesOf[id])
            .Where(place => !place.Region.Children.Any(child => document.Regions.Contains(child.Id)))
            .Select(place => place.Spec)
            .Append(SpecOf(document.Kind));

    private static string SpecOf(DocumentKind kind) => "kind:" + Parameters.Written(kind);

    private static string NameOf(RegionScheme scheme) => scheme == RegionScheme.M49 ? "Geographic regions (UN M49)" : "United Nations regional groups";
}

internal sealed record RecordSet(string Spec, string Name, CatalogQuery Query);

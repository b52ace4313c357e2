namespace Pipeline.Documents.Readers.Packages;

/// <summary>Where a relationship leads: to a part of the package, or outside, where nothing is ever fetched.</summary>
/// <param name="Kind">The last segment of its type, the same in transitional and strict files: <c>image</c>, <c>hyperlink</c>.</param>
internal sealed record Relationship(string Kind, string Target, bool External);

/// <summary>The relationships of a part or of the package (ECMA-376 part 2, 9.3).</summary>
internal sealed class Relationships
{
    private readonly Dictionary<string, Relationship> byId = new(StringComparer.Ordinal);

    /// <param name="part">The part's name, or empty for the package itself.</param>
    public static Relationships Of(string part, ZipPackage package, ReadOptions options, CancellationToken cancellationToken)
    {
        var relationships = new Relationships();
        var cut = part.LastIndexOf('/') + 1;
        var name = part[..cut] + "_rels/" + part[cut..] + ".rels";
        if (package.Open(name) is not { } stream)
            return relationships;
        using var xml = new PartXml(stream, name, options, cancellationToken);
        if (!xml.Root())
            return relationships;
        for (var inside = xml.Enter(); xml.Next(inside);)
        {
            if (xml.Attribute("Id") is not { } id || xml.Attribute("Target") is not { } target || xml.Attribute("Type") is not { } type)
                continue;
            var external = string.Equals(xml.Attribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
            relationships.byId.TryAdd(id, new Relationship(type[(type.LastIndexOf('/') + 1)..], external ? target : Resolve(part[..cut], target), external));
        }
        return relationships;
    }

    public Relationship? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    /// <summary>The name of the first part of a kind.</summary>
    public string? Part(string kind) => byId.Values.FirstOrDefault(r => r.Kind == kind && !r.External)?.Target;

    /// <summary>The name of the part that a target means: from the folder of the part that refers to it, or from the root.</summary>
    private static string Resolve(string folder, string target)
    {
        target = target.Replace('\\', '/');
        var cut = target.IndexOf('#', StringComparison.Ordinal);
        if (cut >= 0)
            target = target[..cut];
        if (target.Contains('%', StringComparison.Ordinal))
            target = Uri.UnescapeDataString(target);
        var path = new List<string>();
        foreach (var segment in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (segment == ".." && path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else if (segment is not ("" or "." or ".."))
                path.Add(segment);
        }
        return string.Join('/', path);
    }
}

using System.Text.RegularExpressions;
using Pipeline.Documents;

namespace Pipeline.Publishing.Metadata;

/// <summary>
/// Which document an upload is a translation of, as staff write it: the other file's name or path from the same folder
/// (<c>report.docx</c>, <c>../en/report.docx</c>), its path from the top (<c>/2011-ga/report.docx</c>), or the id in its address.
/// </summary>
internal static partial class TranslationField
{
    /// <summary>The original's id, which need not be published yet; null where nothing is stated.</summary>
    public static Sourced<string>? Resolve(FieldSources sources, string path, List<Diagnostic> findings)
    {
        if (sources.Text(MetadataFields.TranslationOf) is not { } stated) return null;
        var id = Id().IsMatch(stated.Value) ? stated.Value : PathOf(stated.Value, path) is { } original ? DocumentIds.FromPath(original) : null;
        if (id is not null && id != DocumentIds.FromPath(path)) return stated with { Value = id };
        findings.Add(new Diagnostic("translation-unknown", Severity.Warning,
            $"“{stated.Value}”, which this is said to be a translation of ({FieldSources.Where(stated.Origin)}), is no other file. Write the name of the original's file as it was uploaded, with its folder where that is another one (“../en/report.docx”)."));
        return null;
    }

    /// <summary>The path that a name means beside an upload; null where it leads out of the uploads.</summary>
    private static string? PathOf(string name, string upload)
    {
        var parts = new List<string>(name.StartsWith('/') ? [] : upload.Split('/').SkipLast(1));
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }
        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    // As DocumentIds makes them.
    [GeneratedRegex("^([a-z0-9][a-z0-9-]*-)?[0-9abcdefghjkmnpqrstvwxyz]{10}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

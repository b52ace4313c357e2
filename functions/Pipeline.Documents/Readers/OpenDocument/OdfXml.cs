using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>The XML of OpenDocument (ODF 1.3 part 3), with its names written as everybody does: <c>text:p</c>.</summary>
internal sealed class OdfXml(Stream stream, string part, ReadOptions options, CancellationToken cancellationToken) : PartXml(stream, part, options, cancellationToken)
{
    private const string Odf = "urn:oasis:names:tc:opendocument:xmlns:";

    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["office"] = Odf + "office:1.0",
        ["text"] = Odf + "text:1.0",
        ["table"] = Odf + "table:1.0",
        ["draw"] = Odf + "drawing:1.0",
        ["style"] = Odf + "style:1.0",
        ["meta"] = Odf + "meta:1.0",
        ["manifest"] = Odf + "manifest:1.0",
        ["fo"] = Odf + "xsl-fo-compatible:1.0",
        ["svg"] = Odf + "svg-compatible:1.0",
        ["xlink"] = "http://www.w3.org/1999/xlink",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["xml"] = "http://www.w3.org/XML/1998/namespace",
        ["math"] = "http://www.w3.org/1998/Math/MathML",
    };

    private static readonly Dictionary<string, string> Prefixes = Namespaces.ToDictionary(n => n.Value, n => n.Key);

    private readonly Dictionary<(string, string), string> names = [];
    private readonly Dictionary<string, (string Local, string Uri)> attributes = [];

    /// <summary>The element's name with the usual prefix; an element of another namespace has none.</summary>
    public string Tag
    {
        get
        {
            if (names.TryGetValue((NamespaceUri, Name), out var known))
                return known;
            return names[(NamespaceUri, Name)] = Prefixes.TryGetValue(NamespaceUri, out var prefix) ? $"{prefix}:{Name}" : "";
        }
    }

    public string? Get(string attribute)
    {
        if (!attributes.TryGetValue(attribute, out var name))
        {
            var colon = attribute.IndexOf(':', StringComparison.Ordinal);
            attributes[attribute] = name = (attribute[(colon + 1)..], Namespaces[attribute[..colon]]);
        }
        return Attribute(name.Local, name.Uri);
    }

    public int Number(string attribute, int otherwise, int least, int most) =>
        int.TryParse(Get(attribute), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : otherwise;
}

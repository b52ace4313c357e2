using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pipeline.Website.Tests;

/// <summary>The rules that the schemas of OAI-PMH 2.0, its identifiers and its Dublin Core have for a response, as patterns of children and texts.</summary>
internal static class OaiRules
{
    public static readonly XNamespace Protocol = "http://www.openarchives.org/OAI/2.0/";
    public static readonly XNamespace Identifiers = "http://www.openarchives.org/OAI/2.0/oai-identifier";
    public static readonly XNamespace Container = "http://www.openarchives.org/OAI/2.0/oai_dc/";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private const string Second = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ";
    private const string Moment = @"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?";
    private const string Prefix = @"[A-Za-z0-9\-_.!~*'()]+";
    private const string Spec = $"{Prefix}(:{Prefix})*";
    private const string Address = "https?://.+";

    /// <summary>Elements that hold elements: their names in order, each followed by a blank.</summary>
    private static readonly Dictionary<XName, string> Parents = new()
    {
        [Protocol + "OAI-PMH"] = "responseDate request ((error )+|Identify |ListMetadataFormats |ListSets |GetRecord |ListIdentifiers |ListRecords )",
        [Protocol + "Identify"] = "repositoryName baseURL protocolVersion (adminEmail )+earliestDatestamp deletedRecord granularity (compression )*(description )*",
        [Protocol + "description"] = "oai-identifier ",
        [Protocol + "ListMetadataFormats"] = "(metadataFormat )+",
        [Protocol + "metadataFormat"] = "metadataPrefix schema metadataNamespace ",
        [Protocol + "ListSets"] = "(set )+(resumptionToken )?",
        [Protocol + "set"] = "setSpec setName (setDescription )*",
        [Protocol + "GetRecord"] = "record ",
        [Protocol + "ListIdentifiers"] = "(header )+(resumptionToken )?",
        [Protocol + "ListRecords"] = "(record )+(resumptionToken )?",
        [Protocol + "record"] = "header (metadata )?(about )*",
        [Protocol + "header"] = "identifier datestamp (setSpec )*",
        [Protocol + "metadata"] = "dc ",
        [Identifiers + "oai-identifier"] = "scheme repositoryIdentifier delimiter sampleIdentifier ",
        [Container + "dc"] = "((title|creator|subject|description|publisher|contributor|date|type|format|identifier|source|language|relation|coverage|rights) )*",
    };

    /// <summary>Elements that hold text.</summary>
    private static readonly Dictionary<XName, string> Texts = new()
    {
        [Protocol + "responseDate"] = Second,
        [Protocol + "request"] = Address,
        [Protocol + "error"] = ".*",
        [Protocol + "repositoryName"] = ".+",
        [Protocol + "baseURL"] = Address,
        [Protocol + "protocolVersion"] = @"2\.0",
        [Protocol + "adminEmail"] = @"\S+@(\S+\.)+\S+",
        [Protocol + "earliestDatestamp"] = Moment,
        [Protocol + "deletedRecord"] = "no|persistent|transient",
        [Protocol + "granularity"] = "YYYY-MM-DD(Thh:mm:ssZ)?",
        [Protocol + "compression"] = "gzip|deflate|compress",
        [Protocol + "metadataPrefix"] = Prefix,
        [Protocol + "schema"] = Address,
        [Protocol + "metadataNamespace"] = Address,
        [Protocol + "setSpec"] = Spec,
        [Protocol + "setName"] = ".+",
        [Protocol + "identifier"] = @"\S+",
        [Protocol + "datestamp"] = Second,
        [Protocol + "resumptionToken"] = @"\S*",
        [Identifiers + "scheme"] = "oai",
        [Identifiers + "repositoryIdentifier"] = @"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]+)+",
        [Identifiers + "delimiter"] = ":",
        [Identifiers + "sampleIdentifier"] = @"oai:[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]+)+:[a-zA-Z0-9\-_.!~*'();/?:@&=+$,%]+",
    };

    private static readonly Dictionary<XName, Dictionary<XName, string>> Attributes = new()
    {
        [Protocol + "OAI-PMH"] = new() { [Instance + "schemaLocation"] = @"http://www\.openarchives\.org/OAI/2\.0/ http://www\.openarchives\.org/OAI/2\.0/OAI-PMH\.xsd" },
        [Protocol + "request"] = new()
        {
            ["verb"] = "Identify|ListMetadataFormats|ListSets|GetRecord|ListIdentifiers|ListRecords",
            ["identifier"] = @"\S+",
            ["metadataPrefix"] = Prefix,
            ["from"] = Moment,
            ["until"] = Moment,
            ["set"] = Spec,
            ["resumptionToken"] = ".+",
        },
        [Protocol + "error"] = new() { ["code"] = "cannotDisseminateFormat|idDoesNotExist|badArgument|badVerb|noMetadataFormats|noRecordsMatch|badResumptionToken|noSetHierarchy" },
        [Protocol + "header"] = new() { ["status"] = "deleted" },
        [Protocol + "resumptionToken"] = new() { ["expirationDate"] = Second, ["completeListSize"] = "[1-9][0-9]*", ["cursor"] = "[0-9]+" },
        [Identifiers + "oai-identifier"] = new() { [Instance + "schemaLocation"] = ".+" },
        [Container + "dc"] = new() { [Instance + "schemaLocation"] = @"http://www\.openarchives\.org/OAI/2\.0/oai_dc/ http://www\.openarchives\.org/OAI/2\.0/oai_dc\.xsd" },
    };

    /// <summary>What in the response breaks a rule.</summary>
    public static IEnumerable<string> Broken(XDocument response) => response.Root!.Name != Protocol + "OAI-PMH" ? ["The root is no response."] : response.Root.DescendantsAndSelf().SelectMany(Broken);

    private static IEnumerable<string> Broken(XElement element)
    {
        if (Parents.TryGetValue(element.Name, out var children))
        {
            var names = string.Concat(element.Elements().Select(e => e.Name.LocalName + " "));
            if (!Whole(children, names)) yield return $"{element.Name.LocalName} holds {names}";
            foreach (var child in element.Elements())
                if (child.Name.Namespace != ChildNamespace(element)) yield return $"{child.Name} stands in {element.Name}";
        }
        else if (element.Name.Namespace != DublinCore)
        {
            if (!Texts.TryGetValue(element.Name, out var text)) yield return $"There is no element {element.Name}";
            else if (element.HasElements || !Whole(text, element.Value)) yield return $"{element.Name.LocalName} is “{element.Value}”";
        }
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            var allowed = element.Name.Namespace == DublinCore ? attribute.Name == XNamespace.Xml + "lang" ? ".+" : null : Attributes.GetValueOrDefault(element.Name)?.GetValueOrDefault(attribute.Name);
            if (allowed is null || !Whole(allowed, attribute.Value)) yield return $"{element.Name.LocalName} has {attribute}";
        }
        if (element.Name == Protocol + "record" && element.Element(Protocol + "header")!.Attribute("status") is not null == element.Element(Protocol + "metadata") is not null)
            yield return $"Metadata and status of {element.Value} do not fit";
    }

    private static XNamespace ChildNamespace(XElement element) => element.Name.LocalName switch
    {
        "metadata" => Container,
        "dc" => DublinCore,
        "description" or "oai-identifier" => Identifiers,
        _ => Protocol,
    };

    private static bool Whole(string pattern, string text) => Regex.IsMatch(text, $@"\A({pattern})\z");
}

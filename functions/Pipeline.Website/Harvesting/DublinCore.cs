using System.Xml;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Harvesting;

/// <summary>A document as unqualified Dublin Core, the format that every repository has (<c>oai_dc</c>).</summary>
internal static class DublinCore
{
    public const string Prefix = "oai_dc";
    public const string Namespace = "http://www.openarchives.org/OAI/2.0/oai_dc/";
    public const string Schema = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

    private const string Elements = "http://purl.org/dc/elements/1.1/";

    /// <exception cref="OaiException">cannotDisseminateFormat: another format is asked for.</exception>
    public static void Require(string prefix)
    {
        if (prefix != Prefix) throw new OaiException(OaiError.CannotDisseminateFormat, $"Records come as {Prefix} only.");
    }

    public static void Write(XmlWriter xml, SiteRequest request, Repository repository, DocumentRecord document)
    {
        var names = request.Names;
        xml.WriteStartElement("oai_dc", "dc", Namespace);
        xml.WriteAttributeString("xmlns", "dc", null, Elements);
        xml.WriteAttributeString("xsi", "schemaLocation", "http://www.w3.org/2001/XMLSchema-instance", $"{Namespace} {Schema}");
        Own("title", document.Subtitle is null ? document.Title : $"{document.Title}: {document.Subtitle}");
        foreach (var creator in names.Creators(document)) Add("creator", creator);
        foreach (var other in document.OnBehalfOf.Select(names.Party)) Add("contributor", other);
        Own("description", document.Summary);
        Add("publisher", request.Library.Options.Publisher);
        Add("date", document.Date);
        Add("type", "Text");
        Add("type", Names.Kind(document.Kind));
        Add("format", "text/html");
        Add("format", "application/pdf");
        Add("identifier", repository.Absolute(Addresses.Page(document)));
        Add("identifier", document.Symbol);
        if (document.Language != "und") Add("language", document.Language);
        if (document.Event is { } happening)
        {
            Add("relation", Names.Event(document));
            Add("relation", repository.Absolute(Addresses.Event(happening)));
        }
        foreach (var region in document.Regions.Where(r => r is not (Publishing.Regions.Region.World or Publishing.Regions.Region.Organizations))) Add("coverage", names.Region(region));
        Add("coverage", document.Place);
        xml.WriteEndElement();

        void Add(string name, string? text)
        {
            if (text is not null) xml.WriteElementString("dc", name, Elements, XmlCharacters.Clean(text));
        }

        // What is in the document's own words is in its language.
        void Own(string name, string? text)
        {
            if (text is null) return;
            xml.WriteStartElement("dc", name, Elements);
            if (document.Language != "und") xml.WriteAttributeString("xml", "lang", null, document.Language);
            xml.WriteString(XmlCharacters.Clean(text));
            xml.WriteEndElement();
        }
    }
}

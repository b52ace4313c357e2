using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>Atom feeds (RFC 4287) of what was published last: of everything, of a region, of an event.</summary>
internal static class Feeds
{
    private const int Entries = 50;
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static Reply All(SiteRequest request) => Show(request, request.Library.Options.Publisher, "/", "/feed.atom", new CatalogQuery());

    public static Reply Region(SiteRequest request, string id)
    {
        var region = request.Gazetteer.FindRegion(id) ?? throw new ProblemException(Problem.NotFound($"There is no region '{id}'."));
        var page = Addresses.Region(region.Id);
        return Show(request, region.Name, page, page + "/feed.atom", new CatalogQuery { Regions = [region.Id] });
    }

    public static Reply Event(SiteRequest request, string id)
    {
        EventView.Require(request, id);
        var page = Addresses.Event(id);
        return Show(request, request.EventTitle(id), page, page + "/feed.atom", new CatalogQuery { Events = [id] });
    }

    /// <summary>What tells a page's readers' programs of its feed.</summary>
    public static Html Link(string address, string title) => $"""
        <link rel="alternate" type="application/atom+xml" href="{address}" title="{title}">

        """;

    private static Reply Show(SiteRequest request, string title, string page, string self, CatalogQuery query) => new()
    {
        ContentType = "application/atom+xml; charset=utf-8",
        Tag = request.Tag(self),
        CacheControl = CacheFor.Moments,
        Body = Reply.Bytes(() => new Content(Write(request, title, page, self, request.Catalog.Latest(query, Entries)))),
    };

    private static byte[] Write(SiteRequest request, string title, string page, string self, IReadOnlyList<DocumentRecord> documents)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Element("id", Id(page));
            Element("title", title);
            Element("updated", Names.Timestamp(documents.Count == 0 ? DateTimeOffset.UnixEpoch : documents.Max(d => d.Current.PublishedAt)));
            Author(request.Library.Options.Publisher);
            Link("self", "application/atom+xml", self);
            Link("alternate", "text/html", page);
            foreach (var document in documents) Entry(document);
            xml.WriteEndElement();

            void Entry(DocumentRecord document)
            {
                xml.WriteStartElement("entry", Atom);
                Element("id", Id(Addresses.Page(document)));
                Element("title", document.Title);
                Element("updated", Names.Timestamp(document.Current.PublishedAt));
                Element("published", Names.Timestamp(document.Editions[0].PublishedAt));
                if (Parts.Byline(request.Names, document) is { } byline) Author(byline);
                if (document.Summary is { } summary) Element("summary", summary);
                Link("alternate", "text/html", Addresses.Page(document));
                Link("enclosure", "application/pdf", Addresses.Pdf(document));
                xml.WriteEndElement();
            }

            void Element(string name, string text) => xml.WriteElementString(name, Atom, XmlCharacters.Clean(text));

            void Author(string name)
            {
                xml.WriteStartElement("author", Atom);
                Element("name", name);
                xml.WriteEndElement();
            }

            void Link(string relation, string type, string address)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", relation);
                xml.WriteAttributeString("type", type);
                xml.WriteAttributeString("href", request.Library.Options.PublicAddress is { } root ? new Uri(root, address).AbsoluteUri : address);
                xml.WriteEndElement();
            }
        }
        return bytes.ToArray();

        // Where the public address is not known a name stands in: an id is for telling entries apart.
        string Id(string address) => request.Library.Options.PublicAddress is { } root ? new Uri(root, address).AbsoluteUri : Urn(request.Library.Options.Publisher, address);
    }

    /// <summary>A name of its own for each address of each publisher, always the same: a UUID made of their hash (RFC 9562, 5.8).</summary>
    private static string Urn(string publisher, string address)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{publisher}\n{address}")).AsSpan(0, 16);
        // Version 8, and the variant of that RFC.
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}

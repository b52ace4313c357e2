using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Harvesting;

/// <summary>
/// <c>/oai</c>: the Open Archives Initiative's Protocol for Metadata Harvesting 2.0 (openarchives.org/OAI/openarchivesprotocol.html):
/// library catalogues copy ours with it. Records are Dublin Core; a withdrawn document is a deleted record for good.
/// </summary>
internal static class Oai
{
    public const string Path = "/oai";

    private const string Protocol = "http://www.openarchives.org/OAI/2.0/";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const int PageLength = 100;

    /// <summary>An answer bears the time at which it was made, so that no two are the same and none is kept.</summary>
    /// <exception cref="ProblemException">404: the website's address is not known; 415: a post is no form.</exception>
    public static async ValueTask<Reply> ShowAsync(SiteRequest request, HttpContext context)
    {
        var repository = Repository.Of(request, context.Request);
        var given = await OaiArguments.ReadAsync(context);
        return new Reply
        {
            ContentType = "text/xml; charset=utf-8",
            Body = Reply.Bytes(() => new Content(Write(request, repository, given))),
        };
    }

    private static byte[] Write(SiteRequest request, Repository repository, IReadOnlyList<(string Name, string Value)> given)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            OaiArguments arguments;
            Action<XmlWriter> answer;
            try
            {
                arguments = OaiArguments.Of(given);
                answer = Answer(request, repository, arguments);
            }
            catch (OaiException error)
            {
                // What cannot be understood is not repeated (3.6).
                arguments = error.Code is OaiError.BadVerb or OaiError.BadArgument ? OaiArguments.None : OaiArguments.Of(given);
                answer = x =>
                {
                    x.WriteStartElement("error", Protocol);
                    x.WriteAttributeString("code", OaiException.Written(error.Code));
                    x.WriteString(XmlCharacters.Clean(error.Message));
                    x.WriteEndElement();
                };
            }
            xml.WriteStartElement("OAI-PMH", Protocol);
            xml.WriteAttributeString("xsi", "schemaLocation", Instance, $"{Protocol} {Protocol}OAI-PMH.xsd");
            // Harvesters ask for what is new since the last answer: so it states up to when every commit is surely in it. What came
            // since is in it, too, as far as this process knows it, and is harvested once more.
            xml.Element("responseDate", Names.Timestamp(request.Library.Time.GetUtcNow() - request.Library.Options.RefreshOverlap));
            xml.WriteStartElement("request", Protocol);
            foreach (var (name, value) in arguments.Given) xml.WriteAttributeString(name, XmlCharacters.Clean(value));
            xml.WriteString(repository.Address.AbsoluteUri);
            xml.WriteEndElement();
            answer(xml);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    /// <exception cref="OaiException">There is an error of the protocol; nothing was written.</exception>
    private static Action<XmlWriter> Answer(SiteRequest request, Repository repository, OaiArguments arguments) => arguments.Verb switch
    {
        "Identify" => xml => Identify(xml, request, repository),
        "ListMetadataFormats" => ListMetadataFormats(request, repository, arguments),
        "ListSets" => ListSets(request, arguments),
        "GetRecord" => GetRecord(request, repository, arguments),
        _ => List(request, repository, arguments),
    };

    private static void Identify(XmlWriter xml, SiteRequest request, Repository repository)
    {
        xml.WriteStartElement("Identify", Protocol);
        xml.Element("repositoryName", request.Library.Website.RepositoryName is { Length: > 0 } name ? name : request.Library.Options.Publisher);
        xml.Element("baseURL", repository.Address.AbsoluteUri);
        xml.Element("protocolVersion", "2.0");
        xml.Element("adminEmail", request.Library.Website.AdminEmail is { Length: > 0 } email ? email : "postmaster@" + repository.Address.Host);
        xml.Element("earliestDatestamp", Names.Timestamp(request.Catalog.FirstCommit ?? DateTimeOffset.UnixEpoch));
        xml.Element("deletedRecord", "persistent");
        xml.Element("granularity", "YYYY-MM-DDThh:mm:ssZ");
        xml.Element("compression", "gzip");
        if (repository.IsDomain)
        {
            const string Scheme = "http://www.openarchives.org/OAI/2.0/oai-identifier";
            xml.WriteStartElement("description", Protocol);
            xml.WriteStartElement("oai-identifier", Scheme);
            xml.WriteAttributeString("xsi", "schemaLocation", Instance, $"{Scheme} {Scheme}.xsd");
            xml.WriteElementString("scheme", Scheme, "oai");
            xml.WriteElementString("repositoryIdentifier", Scheme, repository.Domain);
            xml.WriteElementString("delimiter", Scheme, ":");
            xml.WriteElementString("sampleIdentifier", Scheme, repository.Identifier("2011-ga-dialogue-statements-nigeria-k3f9qzab2c"));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static Action<XmlWriter> ListMetadataFormats(SiteRequest request, Repository repository, OaiArguments arguments)
    {
        if (arguments.Identifier is { } identifier) Find(request, repository, identifier);
        return xml =>
        {
            xml.WriteStartElement("ListMetadataFormats", Protocol);
            xml.WriteStartElement("metadataFormat", Protocol);
            xml.Element("metadataPrefix", DublinCore.Prefix);
            xml.Element("schema", DublinCore.Schema);
            xml.Element("metadataNamespace", DublinCore.Namespace);
            xml.WriteEndElement();
            xml.WriteEndElement();
        };
    }

    private static Action<XmlWriter> ListSets(SiteRequest request, OaiArguments arguments)
    {
        if (arguments.ResumptionToken is not null) throw new OaiException(OaiError.BadResumptionToken, "The sets come in one list: there is nothing to resume.");
        return xml =>
        {
            xml.WriteStartElement("ListSets", Protocol);
            foreach (var set in request.Site.Sets.All)
            {
                xml.WriteStartElement("set", Protocol);
                xml.Element("setSpec", set.Spec);
                xml.Element("setName", set.Name);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        };
    }

    private static Action<XmlWriter> GetRecord(SiteRequest request, Repository repository, OaiArguments arguments)
    {
        DublinCore.Require(arguments.MetadataPrefix!);
        var document = Find(request, repository, arguments.Identifier!);
        return xml =>
        {
            xml.WriteStartElement("GetRecord", Protocol);
            Record(xml, request, repository, document);
            xml.WriteEndElement();
        };
    }

    /// <summary>
    /// <c>ListRecords</c> and <c>ListIdentifiers</c>, in the order of commits. A resumption token is a place in that order with the
    /// arguments, and so stays right for ever: a document that changes meanwhile moves behind it.
    /// </summary>
    private static Action<XmlWriter> List(SiteRequest request, Repository repository, OaiArguments arguments)
    {
        var selection = arguments.ResumptionToken is { } token ? Selection.FromToken(token) : Selection.Of(arguments);
        // A set that there is not holds nothing.
        var query = selection.Set is null ? new CatalogQuery() : request.Site.Sets.Find(selection.Set)?.Query ?? throw OaiException.NothingMatches;
        var page = request.Catalog.Commits(query, selection.FirstMoment, selection.EndMoment, selection.After, PageLength);
        if (page.Items.Count == 0) throw OaiException.NothingMatches;
        return xml =>
        {
            xml.WriteStartElement(arguments.Verb, Protocol);
            foreach (var document in page.Items)
            {
                if (arguments.Verb == "ListRecords") Record(xml, request, repository, document);
                else Header(xml, request, repository, document);
            }
            if (page.More || selection.After is not null)
            {
                xml.WriteStartElement("resumptionToken", Protocol);
                xml.WriteAttributeString("completeListSize", Written(page.Total));
                xml.WriteAttributeString("cursor", Written(selection.Before));
                // The last part of a list bears an empty one (3.5).
                if (page.More) xml.WriteString(selection.ToToken(page.Items));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        };
    }

    private static void Record(XmlWriter xml, SiteRequest request, Repository repository, DocumentRecord document)
    {
        xml.WriteStartElement("record", Protocol);
        Header(xml, request, repository, document);
        if (document.Withdrawn is null)
        {
            xml.WriteStartElement("metadata", Protocol);
            DublinCore.Write(xml, request, repository, document);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>The datestamp is the commit's, in whole seconds.</summary>
    private static void Header(XmlWriter xml, SiteRequest request, Repository repository, DocumentRecord document)
    {
        xml.WriteStartElement("header", Protocol);
        if (document.Withdrawn is not null) xml.WriteAttributeString("status", "deleted");
        xml.Element("identifier", repository.Identifier(document.Id));
        xml.Element("datestamp", Names.Timestamp(document.CommittedAt));
        foreach (var spec in request.Site.Sets.Of(document)) xml.Element("setSpec", spec);
        xml.WriteEndElement();
    }

    private static DocumentRecord Find(SiteRequest request, Repository repository, string identifier) =>
        repository.DocumentId(identifier) is { } id && request.Catalog.Find(id) is { } document
            ? document
            : throw new OaiException(OaiError.IdDoesNotExist, "This library has no document of this identifier.");

    private static void Element(this XmlWriter xml, string name, string text) => xml.WriteElementString(name, Protocol, XmlCharacters.Clean(text));

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The repository as the protocol names it: its one address, and the domain under which its identifiers stand.</summary>
internal sealed record Repository(Uri Address)
{
    /// <summary>The host, where the scheme of identifiers takes it as a domain (openarchives.org/OAI/2.0/guidelines-oai-identifier.htm).</summary>
    public string Domain => IsDomain ? Address.Host : "localhost";

    public bool IsDomain => Address.HostNameType == UriHostNameType.Dns && Address.Host.Split('.') is { Length: > 1 } labels && labels.All(l => l.Length > 1 && char.IsAsciiLetter(l[0]));

    /// <summary>At the public address; where that is not known only on this machine, since no other name that a request bears is to be believed.</summary>
    public static Repository Of(SiteRequest request, HttpRequest http)
    {
        if (request.Library.Options.PublicAddress is { } root) return new Repository(new Uri(root, Oai.Path));
        var host = http.Host.Host.Trim('[', ']');
        if (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
            return new Repository(new Uri($"{http.Scheme}://{http.Host}{Oai.Path}"));
        throw new ProblemException(Problem.NotFound("Harvesting needs the website's public address: option Pipeline:PublicAddress."));
    }

    public string Identifier(string documentId) => $"oai:{Domain}:{documentId}";

    /// <summary>The document's id; null where the identifier is none of this repository.</summary>
    public string? DocumentId(string identifier) =>
        identifier.StartsWith(Identifier(""), StringComparison.Ordinal) ? identifier[Identifier("").Length..] : null;

    public string Absolute(string address) => new Uri(Address, address).AbsoluteUri;
}

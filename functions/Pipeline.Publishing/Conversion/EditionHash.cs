using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Conversion;

/// <summary>
/// What an edition's renditions are made of, as hashes. The work is the source with the pictures beside it that it shows, its resolved metadata and the options that
/// show; an edition is a work, a number and a renderer. 128 bits of SHA-256 in hexadecimal.
/// </summary>
internal static class EditionHash
{
    public static string OfWork(string sourceHash, IReadOnlyList<string> pictureHashes, DocumentMetadata metadata, PipelineOptions options) => Hash(
    [
        sourceHash,
        .. pictureHashes,
        // Renditions do not show how sure a value is, so that is no part of the work.
        JsonSerializer.Serialize(Stable(metadata) with { Confidences = null }, RowJson.Plain.DocumentMetadata),
        options.Publisher,
        options.PublicAddress?.AbsoluteUri ?? "",
    ]);

    public static string Of(string work, int number, string rendererVersion) =>
        Hash(work, number.ToString(CultureInfo.InvariantCulture), rendererVersion);

    /// <summary>
    /// The number that a work is published under, and whether it is the current edition as it stands. A work that only another
    /// renderer makes anew keeps its number; a withdrawn document comes back as the next edition.
    /// </summary>
    public static (int Number, bool Unchanged) Number(string work, DocumentRecord? document)
    {
        if (document is null) return (1, false);
        var current = document.Current;
        var sameWork = document.Withdrawn is null && current.Hash == Of(work, current.Number, current.RendererVersion);
        return sameWork ? (current.Number, current.RendererVersion == Converter.RendererVersion) : (current.Number + 1, false);
    }

    /// <summary>The metadata with its origins and confidences in order, so that it is always written the same way.</summary>
    public static DocumentMetadata Stable(DocumentMetadata metadata) => metadata with
    {
        Origins = new SortedDictionary<string, Documents.MetadataOrigin>(metadata.Origins.ToDictionary(), StringComparer.Ordinal),
        Confidences = metadata.Confidences is { } sure ? new SortedDictionary<string, Metadata.Confidence>(sure.ToDictionary(), StringComparer.Ordinal) : null,
    };

    /// <summary>One hash over several texts; their lengths go in, so that no two lists of texts are the same bytes.</summary>
    public static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}

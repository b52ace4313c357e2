using Azure.Data.Tables;

namespace Pipeline.Publishing.Storage;

/// <summary>
/// Table <c>hashes</c>: of which edition a file is, by its SHA-256. A row is nothing but its key, the hash and the edition's folder;
/// what the file is there, its manifest says. It is written with the renditions, before the commit, and so alone proves nothing.
/// All rows are one partition, since then those of an edition are one request; one partition takes some 500 editions a second.
/// </summary>
internal sealed class FingerprintTable(PipelineStorage storage)
{
    // The same bytes, uploaded under very many names.
    private const int MostEditions = 100;

    private const string Partition = "sha256";

    // Characters of an edition's hash.
    private const int HashLength = 32;

    /// <param name="hashes">SHA-256, lower-case hexadecimal.</param>
    public Task WriteAsync(string documentId, string editionHash, IEnumerable<string> hashes, CancellationToken cancellationToken) =>
        storage.HashRows.SubmitTransactionAsync(
            hashes.Distinct().Select(sha256 => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(Partition, Key(sha256, documentId, editionHash)))),
            cancellationToken);

    /// <summary>The editions that a file of this hash may be of, some hundred at most.</summary>
    public async Task<IReadOnlyList<(string DocumentId, string EditionHash)>> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        // All that begin with the hash and a hyphen; a full stop comes after it.
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {sha256 + "-"} and RowKey lt {sha256 + "."}");
        await foreach (var row in storage.HashRows.QueryAsync<TableEntity>(filter, MostEditions, ["RowKey"], cancellationToken))
        {
            found.Add((row.RowKey[(sha256.Length + 1)..^(HashLength + 1)], row.RowKey[^HashLength..]));
            if (found.Count == MostEditions) break;
        }
        return found;
    }

    /// <summary>The keys of all rows, as <see cref="Key"/> makes them.</summary>
    public async Task<IReadOnlySet<string>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var rows = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in storage.HashRows.QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: cancellationToken))
            rows.Add(row.RowKey);
        return rows;
    }

    public static string Key(string sha256, string documentId, string editionHash) => TableKey.Checked($"{sha256}-{documentId}-{editionHash}");
}

/**
 * As much of WordPress's editor as the plugin uses: real React, small stand-ins for the rest.
 *
 * The blocks of the post are `standIn.blocks`; `standIn.published` counts how often it was published.
 */
( () => {
	'use strict';
	const { createElement: el, Fragment, useEffect, useReducer } = React;
	const wp = ( window.wp = { element: React } );

	// ---- wp.data: three stores in one object

	const listeners = new Set();
	const state = { title: '', blocks: [], publishing: false, sidebar: false, preChecks: true, locks: [], selected: null, saved: 0 };
	const change = ( changes ) => {
		Object.assign( state, changes );
		[ ...listeners ].forEach( ( tell ) => tell() );
	};
	const flat = ( blocks, root = '' ) => blocks.flatMap( ( block ) => [ [ block, root ], ...flat( block.innerBlocks, block.clientId ) ] );
	const found = ( clientId ) => flat( state.blocks ).find( ( [ block ] ) => block.clientId === clientId ) || [ null, '' ];
	const mapped = ( blocks, act ) => blocks.map( ( block ) => act( { ...block, innerBlocks: mapped( block.innerBlocks, act ) } ) );
	const inside = ( root ) => ( root ? found( root )[ 0 ].innerBlocks : state.blocks );
	const selectors = {
		'core/editor': {
			getCurrentPostId: () => 5,
			getEditedPostAttribute: ( name ) => ( { title: state.title, date: '2026-11-22T10:00:00' } )[ name ],
			isPublishSidebarOpened: () => state.publishing,
			isPublishSidebarEnabled: () => state.preChecks,
		},
		'core/block-editor': {
			getBlocks: ( root ) => inside( root ),
			getBlocksByName: ( name ) => flat( state.blocks ).filter( ( [ block ] ) => block.name === name ).map( ( [ block ] ) => block.clientId ),
			getBlockName: ( id ) => found( id )[ 0 ]?.name ?? null,
			getBlockAttributes: ( id ) => found( id )[ 0 ]?.attributes ?? null,
			getBlockRootClientId: ( id ) => found( id )[ 1 ],
			getBlockIndex: ( id ) => inside( found( id )[ 1 ] ).findIndex( ( block ) => block.clientId === id ),
		},
	};
	const actions = {
		'core/editor': {
			lockPostSaving: ( name ) => change( { locks: [ ...new Set( [ ...state.locks, name ] ) ] } ),
			unlockPostSaving: ( name ) => change( { locks: state.locks.filter( ( one ) => one !== name ) } ),
		},
		'core/block-editor': {
			updateBlockAttributes: ( id, attributes ) => change( {
				blocks: mapped( state.blocks, ( block ) => ( block.clientId === id ? { ...block, attributes: { ...block.attributes, ...attributes } } : block ) ),
			} ),
			insertBlock: ( block, index, root ) => {
				const into = ( blocks ) => [ ...blocks.slice( 0, index ), block, ...blocks.slice( index ) ];
				change( {
					blocks: root ? mapped( state.blocks, ( one ) => ( one.clientId === root ? { ...one, innerBlocks: into( one.innerBlocks ) } : one ) ) : into( state.blocks ),
				} );
			},
			selectBlock: ( selected ) => change( { selected } ),
		},
	};
	wp.data = {
		select: ( store ) => selectors[ store ],
		dispatch: ( store ) => actions[ store ],
		useSelect: ( ask ) => {
			const [ , again ] = useReducer( ( n ) => n + 1, 0 );
			useEffect( () => {
				listeners.add( again );
				return () => listeners.delete( again );
			}, [] );
			return ask( wp.data.select );
		},
	};

	// ---- wp.i18n, wp.blocks, wp.richText, wp.apiFetch

	wp.i18n = {
		__: ( text ) => text,
		_n: ( one, many, number ) => ( number === 1 ? one : many ),
		sprintf: ( text, ...values ) => {
			let next = 0;
			return text.replace( /%(?:(\d)\$)?[sd]/g, ( _, place ) => String( values[ place ? place - 1 : next++ ] ) );
		},
	};
	const rich = { type: 'rich-text', source: 'rich-text' };
	const cells = { type: 'array', source: 'query', query: { cells: { type: 'array', source: 'query', query: { content: rich } } } };
	const types = {
		'core/paragraph': { content: rich, dropCap: { type: 'boolean' } },
		'core/heading': { content: rich, level: { type: 'number' } },
		'core/list': {},
		'core/list-item': { content: rich },
		'core/quote': { citation: rich },
		'core/pullquote': { value: rich, citation: rich },
		'core/image': { url: { type: 'string', source: 'attribute' }, caption: rich },
		'core/table': { head: cells, body: cells, caption: rich },
		'core/freeform': { content: { type: 'string', source: 'raw' } },
		'core/html': { content: { type: 'string', source: 'raw' } },
		'core/group': {},
		'core/post-content': {},
		'core/site-title': { content: rich },
	};
	let made = 0;
	wp.blocks = {
		getBlockType: ( name ) => ( types[ name ] ? { name, attributes: types[ name ] } : undefined ),
		createBlock: ( name, attributes = {}, innerBlocks = [] ) => ( { name, clientId: 'block-' + ++made, attributes, innerBlocks } ),
	};

	// A value is the text with the formats of each character, as in @wordpress/rich-text.
	const read = ( node, formats, value ) => {
		for ( const child of node.childNodes ) {
			if ( child.nodeType === Node.TEXT_NODE ) {
				for ( const unit of child.data.split( '' ) ) {
					value.text += unit;
					value.formats.push( formats );
				}
			} else if ( child.nodeName === 'BR' || child.nodeName === 'IMG' ) {
				value.text += child.nodeName === 'BR' ? '\n' : '\ufffc';
				value.formats.push( [ ...formats, { node: child.cloneNode(), isVoid: true } ] );
			} else {
				read( child, [ ...formats, { node: child.cloneNode() } ], value );
			}
		}
		return value;
	};
	wp.richText = {
		create: ( { html, text } ) => ( text === undefined
			? read( new DOMParser().parseFromString( html, 'text/html' ).body, [], { text: '', formats: [] } )
			: { text, formats: text.split( '' ).map( () => [] ) } ),
		insert: ( value, text, start, end ) => ( {
			text: value.text.slice( 0, start ) + text + value.text.slice( end ),
			formats: [ ...value.formats.slice( 0, start ), ...text.split( '' ).map( () => [] ), ...value.formats.slice( end ) ],
		} ),
		toHTMLString: ( { value } ) => {
			const body = document.createElement( 'div' );
			let open = [ body ], path = [];
			value.text.split( '' ).forEach( ( unit, n ) => {
				const wanted = value.formats[ n ];
				let same = 0;
				while ( same < path.length && path[ same ] === wanted[ same ] ) {
					same++;
				}
				open = open.slice( 0, same + 1 );
				path = wanted.slice( 0, same );
				for ( const format of wanted.slice( same ) ) {
					const node = format.node.cloneNode();
					open[ open.length - 1 ].append( node );
					open.push( node );
					path.push( format );
				}
				if ( ! wanted.some( ( format ) => format.isVoid ) ) {
					open[ open.length - 1 ].append( unit );
				}
			} );
			body.normalize();
			return body.innerHTML;
		},
	};

	wp.apiFetch = ( request ) => fetched( request ).finally( () => standIn.answered++ );
	const fetched = async ( { path, method, data, signal } ) => {
		standIn.asked.push( data );
		if ( standIn.held ) {
			await standIn.held;
		}
		const headers = { 'Content-Type': 'application/json', 'X-WP-Nonce': 'a-nonce' };
		let answer;
		try {
			answer = await fetch( '/wp-json' + path, { method, headers, body: JSON.stringify( data ), signal } );
		} catch ( error ) {
			throw error.name === 'AbortError' ? error : { code: 'fetch_error', message: 'You are probably offline.' };
		}
		let content;
		try {
			content = await answer.json();
		} catch {
			throw { code: 'invalid_json', message: 'The response is not a valid JSON response.' };
		}
		if ( ! answer.ok ) {
			throw content;
		}
		return content;
	};

	// ---- wp.plugins, wp.editor, and the page

	const plugins = [];
	wp.plugins = { registerPlugin: ( name, { render } ) => plugins.push( { name, render } ) };
	const slot = ( id, children ) => {
		const place = document.getElementById( id );
		return place ? ReactDOM.createPortal( children, place ) : null;
	};
	wp.editor = {
		PluginPrePublishPanel: ( { title, children } ) => slot( 'pre-publish', el( Fragment, null, el( 'h2', null, title ), children ) ),
		PluginSidebar: ( { title, children } ) => slot( 'sidebar', el( Fragment, null, el( 'h2', null, title ), children ) ),
		PluginSidebarMoreMenuItem: ( { children } ) => slot( 'menu', el( 'button', { id: 'open-sidebar', className: 'components-button', onClick: () => change( { sidebar: ! state.sidebar } ) }, children ) ),
	};

	const TAGS = { 'core/quote': 'blockquote', 'core/heading': 'h2', 'core/list': 'ul', 'core/list-item': 'li', 'core/paragraph': 'p' };
	const Block = ( { block } ) => el( TAGS[ block.name ] || 'div', { id: block.clientId, className: state.selected === block.clientId ? 'selected' : undefined },
		block.attributes.content && el( 'span', { dangerouslySetInnerHTML: { __html: String( block.attributes.content ) } } ),
		block.innerBlocks.map( ( inner ) => el( Block, { key: inner.clientId, block: inner } ) )
	);
	function Page() {
		const [ mounted, again ] = useReducer( ( n ) => n + 1, 0 );
		wp.data.useSelect( () => null );
		// The slots are there after the first time, and whenever one was opened.
		useEffect( again, [ state.publishing, state.sidebar ] );
		const isLocked = state.locks.length > 0;
		const publish = () => isLocked || change( { saved: state.saved + 1, publishing: false } );
		return el( 'div', { id: 'frame' },
			el( 'header', null,
				el( 'span', { id: 'menu' } ),
				el( 'button', { id: 'save', className: 'components-button', disabled: isLocked }, 'Save draft' ),
				! state.publishing && el( 'button', { id: 'publish', className: 'components-button is-primary', onClick: () => change( { publishing: true } ) }, 'Publish…' ),
				state.publishing && el( 'button', { id: 'confirm', className: 'components-button is-primary', 'aria-disabled': isLocked, onClick: publish }, 'Publish' ),
				state.publishing && el( 'button', { id: 'cancel', className: 'components-button', onClick: () => change( { publishing: false } ) }, 'Cancel' )
			),
			el( 'main', null, el( 'h1', { id: 'title' }, state.title ), state.blocks.map( ( block ) => el( Block, { key: block.clientId, block } ) ) ),
			el( 'aside', { 'aria-label': 'Publish and plugins' },
				state.publishing && el( 'div', { id: 'pre-publish' } ),
				state.sidebar && el( 'div', { id: 'sidebar' } )
			),
			mounted > 0 && plugins.map( ( { name, render } ) => el( render, { key: name } ) )
		);
	}

	window.standIn = {
		asked: [],
		answered: 0,
		held: null,
		state,
		/** A post with this title and these blocks: [ name, attributes, inner blocks ]. */
		open: ( title, blocks ) => {
			const make = ( [ name, attributes, inner = [] ] ) => wp.blocks.createBlock( name, attributes, inner.map( make ) );
			change( { title, blocks: blocks.map( make ) } );
		},
		change,
		/** What the blocks hold, as markup. */
		contents: () => flat( state.blocks ).map( ( [ block ] ) => String( block.attributes.content ?? '' ) ),
		start: () => ReactDOM.createRoot( document.getElementById( 'root' ) ).render( el( Page ) ),
	};
} )();
